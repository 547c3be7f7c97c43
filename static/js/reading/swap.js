// Putting what the server drew anew in its place: selection, focus and the extract in hand stay as they are.
import { followPanel } from "./current.js";
import { keeping } from "./keeping.js";
import { redraw } from "./pending.js";

const PANEL = "extract-panel";

/** Each part of an answer takes the place of the element with its id; those for which `wanted(part)` is false do not. */
export function swap(html, wanted = () => true) {
  const parts = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("[hx-swap-oob]")].filter(wanted);
  return replace(parts);
}

/** The ids of the elements that look different now. */
export const replace = (parts) => keeping(() => replaced(parts));

function replaced(parts) {
  const changed = [];
  for (const part of parts) {
    part.removeAttribute("hx-swap-oob");
    const old = document.getElementById(part.id);
    if (!old) continue;
    if (!looksLike(old, part)) changed.push(part.id);
    old.replaceWith(part);
    window.htmx?.process(part);
  }
  settle();
  return changed;
}

/** Whether a turn shows the same as before; what only this page knows (titles, handles, pending marks) does not count. */
function looksLike(old, part) {
  if (old.id === PANEL || old.hasAttribute("data-bare")) return false;
  return bare(old) === bare(part);
}

function bare(element) {
  const copy = element.cloneNode(true);
  for (const each of copy.querySelectorAll("[data-end-handle], p[data-pending]")) each.remove();
  for (const each of copy.querySelectorAll(".mark[data-pending]")) each.replaceWith(...each.childNodes);
  for (const each of copy.querySelectorAll("[title], .is-current, .is-leaving, [aria-current]")) {
    each.removeAttribute("title");
    each.removeAttribute("aria-current");
    each.classList.remove("is-current", "is-leaving");
  }
  for (const each of copy.querySelectorAll("[id^=extract-]")) each.removeAttribute("id");
  copy.normalize();
  return copy.innerHTML.replaceAll(' class=""', "");
}

export function settle() {
  redraw();
  followPanel();
  document.dispatchEvent(new CustomEvent("triad:drawn"));
}

document.addEventListener("htmx:afterSettle", settle);
