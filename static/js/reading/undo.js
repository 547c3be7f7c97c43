// Undo and redo on the reading page: after what is still on its way, and without fetching the page anew.
import { inHand } from "./current.js";
import { takeBack } from "./send.js";

const page = document.querySelector("[data-reading]");

// Before htmx, which would send the form by itself.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-undoing]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const source = page.dataset.extracts.match(/sources\/([0-9a-f-]{36})/)[1];
  takeBack(event.target.action, { source, version: page.dataset.version, extract: inHand() ?? "" });
}, { capture: true });
