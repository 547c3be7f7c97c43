// How many extracts each code has: counted and fetched when the words are painted.
import { ask } from "./asking.js";

/** {code: number}; a code that is not among them has what it had. */
export function showCounts(counts) {
  for (const [code, number] of Object.entries(counts)) {
    const room = document.getElementById(`count-${code}`);
    if (room) room.textContent = number || "";
  }
}

ask(document.querySelector("[data-reading]").dataset.counts)
  .then((answer) => answer.json())
  .then(({ counts }) => showCounts(counts))
  .catch(() => {}); // news bring them
