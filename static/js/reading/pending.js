// Extracts on their way to the server: drawn at once, drawn again when their turn is replaced, marked when they failed.
import { turnsOf, rangesOf } from "./words.js";

const waiting = new Map(); // id → deed

export function keep(deed) {
  waiting.set(deed.id, deed);
  draw(deed);
}

export function drop(id) {
  erase(id);
  waiting.delete(id);
}

/** Say at the mark what went wrong, and offer to try again. */
export function fail(deed, message, retry) {
  Object.assign(deed, { message, retry });
  erase(deed.id);
  draw(deed);
}

export function redraw() {
  for (const deed of waiting.values()) {
    erase(deed.id);
    draw(deed);
  }
}

function draw(deed) {
  const look = deed.message ? "mark is-failed" : "mark is-pending";
  for (const range of rangesOf(deed)) for (const text of textsIn(range)) wrap(text, look, deed.id);
  const turn = turnsOf(deed).at(-1);
  if (turn && deed.message) turn.querySelector(".turn-words").after(notice(deed));
}

function erase(id) {
  for (const element of document.querySelectorAll(`[data-pending="${id}"]`)) {
    if (element.matches(".mark")) {
      const parent = element.parentNode;
      element.replaceWith(...element.childNodes);
      parent.normalize();
    } else {
      element.remove();
    }
  }
}

/** The text nodes of a range, cut at its ends. */
function textsIn(range) {
  const root = range.commonAncestorContainer;
  if (root.nodeType === Node.TEXT_NODE) return [cut(root, range.startOffset, range.endOffset)];
  const { startContainer, startOffset, endContainer, endOffset } = range;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (range.intersectsNode(walker.currentNode)) nodes.push(walker.currentNode);
  return nodes
    .map((node) => cut(node, node === startContainer ? startOffset : 0, node === endContainer ? endOffset : node.length))
    .filter((node) => node.length);
}

function cut(node, start, end) {
  if (end < node.length) node.splitText(end);
  return start > 0 ? node.splitText(start) : node;
}

function wrap(text, look, id) {
  const mark = document.createElement("span");
  mark.className = look;
  mark.dataset.pending = id;
  text.replaceWith(mark);
  mark.append(text);
}

function notice(deed) {
  const line = document.createElement("p");
  line.className = "turn-failed";
  line.dataset.pending = deed.id;
  line.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.textContent = `Not saved. ${deed.message}`;
  line.append(words, button("Try again", deed.retry), button("Discard", () => drop(deed.id)));
  return line;
}

function button(label, run) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button button-small";
  element.textContent = label;
  element.addEventListener("click", run);
  return element;
}

window.addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
