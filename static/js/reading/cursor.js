// The codes at the left by keyboard: ↓ and ↑ walk through them, Enter codes the selection with the one where the cursor
// stands, Escape leaves them. A new code lands under that one.
import { codeOf } from "./choices.js";

const tree = () => document.getElementById("code-tree");
const names = () => [...tree().querySelectorAll(".tree-name")].filter((name) => name.checkVisibility());
const nameOf = (id) => id && tree().querySelector(`.tree-name[href$="/${id}/"]`);
let at = null;

/** The code where the cursor stands: {id, name}; null when it stands nowhere. */
export function standing() {
  const name = nameOf(at);
  return name ? { id: at, name: name.textContent } : null;
}

function stand(id) {
  at = id;
  draw();
}

function draw() {
  for (const row of tree().querySelectorAll(".is-cursor")) row.classList.remove("is-cursor");
  nameOf(at)?.parentElement.classList.add("is-cursor");
}

function step(from, places) {
  const all = names();
  const there = all.indexOf(from) + places;
  if (there < 0) document.querySelector("[data-filter=code-tree]").focus();
  else all[Math.min(there, all.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  const places = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const name = event.target.closest?.("#code-tree .tree-name");
  const inFilter = event.target.matches?.("[data-filter=code-tree]");
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (places && (name || (inFilter && places > 0))) step(name, places);
  else if (event.key === "Escape" && name) {
    stand(null);
    document.getElementById("words").focus({ preventScroll: true });
  } else return;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });
document.addEventListener("focusin", (event) => {
  const name = event.target.closest("#code-tree .tree-name");
  if (name?.matches(":focus-visible")) stand(codeOf(name));
});
document.addEventListener("triad:drawn", draw);
