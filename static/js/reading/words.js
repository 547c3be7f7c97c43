// Between places in the page and places in the text. A turn says where its words start (`data-start`, code points).
import { toPoints, toUnits } from "../offsets.js";

const WORDS = ".turn-words";

export const turnOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest(".turn") ?? null;
export const wordsOf = (turn) => turn.querySelector(WORDS);
export const startOf = (turn) => Number(turn.dataset.start);
export const endOf = (turn) => startOf(turn) + toPoints(wordsOf(turn).textContent);

/** The span of the text that a DOM range covers, without white space at its ends; null when there are no words in it. */
export function spanOf(range) {
  const touched = [...document.querySelectorAll(WORDS)].filter((words) => range.intersectsNode(words));
  const pieces = touched.map((words) => piece(words, range)).filter(({ text }) => text.trim());
  if (!pieces.length) return null;
  const [first, last] = [pieces[0], pieces.at(-1)];
  const ahead = first.text.length - first.text.trimStart().length;
  const behind = last.text.length - last.text.trimEnd().length;
  return { start: first.start + ahead, end: last.end - behind, text: pieces.map(({ text }) => text.trim()).join(" ") };
}

function piece(words, range) {
  const part = document.createRange();
  part.selectNodeContents(words);
  const before = part.cloneRange();
  if (words.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
  if (words.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
  before.setEnd(part.startContainer, part.startOffset);
  const text = part.toString();
  const start = startOf(turnOf(words)) + toPoints(before.toString());
  return { text, start, end: start + toPoints(text) };
}

/** The DOM ranges, one for each turn, that a span of the text covers. */
export function rangesOf({ start, end }) {
  return turnsOf({ start, end }).map((turn) => rangeIn(turn, Math.max(start, startOf(turn)), Math.min(end, endOf(turn))));
}

export function turnsOf({ start, end }) {
  const turns = [...document.querySelectorAll(".turn")];
  return turns.filter((turn) => startOf(turn) < end && start < endOf(turn));
}

export function rangeIn(turn, start, end) {
  const words = wordsOf(turn);
  const range = document.createRange();
  range.setStart(...place(words, toUnits(words.textContent, start - startOf(turn)), false));
  range.setEnd(...place(words, toUnits(words.textContent, end - startOf(turn)), true));
  return range;
}

/** The text node and offset of a UTF-16 place. At a boundary: the end of the node before (for an end), or the start of the next. */
function place(words, units, isEnd) {
  const nodes = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  let left = units;
  let node = nodes.nextNode();
  while (node && (isEnd ? left > node.length : left >= node.length)) {
    left -= node.length;
    const next = nodes.nextNode();
    if (!next) return [node, node.length];
    node = next;
  }
  return node ? [node, left] : [words, 0];
}
