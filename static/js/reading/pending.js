// Deeds on their way to the server: drawn at once, drawn again when their turn is replaced, told when they were refused.
import { stretchesOf } from "./current.js";
import { keeping } from "./keeping.js";
import { rangesOf, turnsOf } from "./words.js";

export const waiting = new Map(); // number → deed, in their order

/** Say at its place what went wrong, and what one can do: [[label, run], …]. */
export function fail(deed, message, ways) {
  Object.assign(deed, { message, ways });
  erase(deed);
  draw(deed);
}

export function redraw() {
  for (const deed of waiting.values()) {
    erase(deed);
    draw(deed);
  }
}

export const draw = (deed) => keeping(() => drawn(deed));
export const erase = (deed) => keeping(() => erased(deed));

function drawn(deed) {
  const span = spanOfDeed(deed);
  if (deed.kind === "mark" || deed.kind === "ends") {
    const look = deed.message ? "mark is-failed" : "mark is-pending";
    if (deed.kind === "ends" && !deed.message) for (const old of stretchesOf(deed.id)) old.classList.add("is-leaving");
    for (const range of rangesOf(deed)) for (const text of textsIn(range)) wrap(text, look, deed.n);
  } else if (deed.kind === "remove") {
    if (!deed.message) for (const old of stretchesOf(deed.id)) old.classList.add("is-leaving");
  } else {
    inPanel(deed);
  }
  if (deed.message) {
    const turn = span && turnsOf(span).at(-1);
    if (turn) turn.querySelector(".turn-words").after(notice(deed));
    else document.getElementById("outbox").after(notice(deed));
  }
}

function erased({ n, kind }) {
  if (kind === "ends" || kind === "remove") for (const old of document.querySelectorAll(".is-leaving")) old.classList.remove("is-leaving");
  for (const element of document.querySelectorAll(`[data-pending="${n}"]`)) {
    if (element.matches(".mark")) {
      const parent = element.parentNode;
      element.replaceWith(...element.childNodes);
      parent.normalize();
    } else {
      element.classList.remove("is-leaving");
      if (element.matches(".is-pending, .turn-failed")) element.remove();
      else delete element.dataset.pending;
    }
  }
}

/** Where in the words it is; null for what happens to an extract that is not in the page. */
function spanOfDeed(deed) {
  if (deed.start !== undefined) return deed;
  const [stretch] = stretchesOf(deed.id);
  const turn = stretch?.closest(".turn");
  return turn ? { start: Number(turn.dataset.start), end: Number(turn.dataset.start) + 1 } : null;
}

/** A code that is being added or taken off, in the panel of its extract. */
function inPanel(deed) {
  const panel = document.querySelector(`[data-extract="${deed.id}"]`);
  if (!panel || deed.message) return;
  if (deed.kind === "uncode") {
    const row = panel.querySelector(`[data-coding="${deed.coding}"]`)?.closest("li");
    if (row) row.dataset.pending = deed.n;
    row?.classList.add("is-leaving");
    return;
  }
  const row = document.createElement("li");
  row.className = "is-pending";
  row.dataset.pending = deed.n;
  row.textContent = [...(deed.codes ?? []).map(nameOf), deed.newCode].filter(Boolean).join(", ");
  panel.querySelector(".codings").append(row);
}

const nameOf = (code) => document.querySelector(`#code-tree .tree-name[href$="/${code}/"]`)?.textContent ?? "A code";

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

function wrap(text, look, n) {
  const mark = document.createElement("span");
  mark.className = look;
  mark.dataset.pending = n;
  text.replaceWith(mark);
  mark.append(text);
}

function notice(deed) {
  const line = document.createElement("p");
  line.className = "turn-failed";
  line.dataset.pending = deed.n;
  line.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.textContent = `Not saved. ${deed.message}${deed.theirs ? " Theirs is what is marked now; yours is the stretch in red." : ""}`;
  line.append(words, ...deed.ways.map(([label, run]) => button(label, run)));
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
