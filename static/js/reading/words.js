// Between places in the page and places in the text. A turn says where its words start (`data-start`, code points).
import { toPoints, toUnits } from "../offsets.js";

const WORDS = ".turn-words";
export const WORD = /[^\s—–]+/gu;

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

const turns = document.getElementsByClassName("turn"); // stays true when turns are replaced

/** The place, in the list of turns, of the last one that begins at or before `place`. */
function indexOf(place) {
  let [low, high] = [0, turns.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startOf(turns[middle]) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The turns that have words of a span; long texts have thousands, so they are not all looked at. */
export function turnsOf({ start, end }) {
  const found = [];
  for (let at = indexOf(start); at < turns.length && startOf(turns[at]) < end; at += 1) {
    if (endOf(turns[at]) > start) found.push(turns[at]);
  }
  return found;
}

/** The places at which the words of a turn start, or end. */
function edges(turn, which) {
  const text = wordsOf(turn).textContent;
  const found = [];
  let [units, points] = [0, startOf(turn)];
  for (const word of text.matchAll(WORD)) {
    const edge = which === "start" ? word.index : word.index + word[0].length;
    points += toPoints(text.slice(units, edge));
    units = edge;
    found.push(points);
  }
  return found;
}

/** The next place at which a word starts (or ends), in this turn or a later one; null at the end of the text. */
export function wordAfter(place, which) {
  for (let at = indexOf(place); at < turns.length; at += 1) {
    const edge = edges(turns[at], which).find((each) => each > place);
    if (edge !== undefined) return edge;
  }
  return null;
}

export function wordBefore(place, which) {
  for (let at = indexOf(place); at >= 0; at -= 1) {
    const edge = edges(turns[at], which).findLast((each) => each < place);
    if (edge !== undefined) return edge;
  }
  return null;
}

/** Where the word under a point of the window starts (or ends); null where there are no words. */
export function placeAt(x, y, which) {
  const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? caret?.startContainer;
  const turn = node && turnOf(node);
  if (!turn || !wordsOf(turn).contains(node)) return null;
  const before = document.createRange();
  before.selectNodeContents(wordsOf(turn));
  before.setEnd(node, caret.offset ?? caret.startOffset);
  const place = startOf(turn) + toPoints(before.toString());
  const [starts, ends] = [edges(turn, "start"), edges(turn, "end")];
  const word = which === "start" ? ends.findIndex((end) => end > place) : starts.findLastIndex((start) => start < place);
  return (which === "start" ? starts : ends)[word] ?? null;
}

export function rangeIn(turn, start, end) {
  const words = wordsOf(turn);
  const range = document.createRange();
  range.setStart(...placeIn(words, toUnits(words.textContent, start - startOf(turn)), false));
  range.setEnd(...placeIn(words, toUnits(words.textContent, end - startOf(turn)), true));
  return range;
}

/** The text node and offset of a UTF-16 place. At a boundary: the end of the node before (for an end), or the start of the next. */
export function placeIn(words, units, isEnd = true) {
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
