// Selecting by keyboard alone: → and ← choose a word, with Shift they extend by a word, Shift+↓ and ↑ by a sentence,
// . and , by a character, ] and [ go to the next and the previous turn.
import { registerKey } from "../keys.js";
import { WORD, startOf, rangeIn, turnOf, wordsOf } from "./words.js";
import { toPoints } from "../offsets.js";

const SENTENCE = /[^.?!…]+[.?!…]*["”’)\]]*\s*/gu;
const caret = { turn: null, anchor: 0, head: 0 }; // places in the list of words of the turn

const wordsIn = (turn) => matches(turn, WORD);

function matches(turn, pattern) {
  return [...wordsOf(turn).textContent.matchAll(pattern)].map((found) => ({ start: found.index, end: found.index + found[0].trimEnd().length }));
}

function begin() {
  const selection = getSelection();
  const turn = turnOf(selection.focusNode);
  if (turn && turn.id === caret.turn?.id && !selection.isCollapsed) {
    caret.turn = turn; // it may have been drawn anew
    return true;
  }
  const here = turn && wordsOf(turn)?.contains(selection.focusNode) ? turn : null;
  const last = here ? null : lastChosen();
  caret.turn = here ?? last ?? firstInView();
  caret.anchor = caret.head = last ? caret.head : -1;
  return false;
}

/** Where words were chosen last, while that is still in view: one who has coded them goes on from there. */
function lastChosen() {
  const turn = caret.turn && document.getElementById(caret.turn.id);
  const [box, view] = [turn, document.getElementById("words")].map((each) => each?.getBoundingClientRect());
  return box && box.bottom > Math.max(view.top, 0) && box.top < Math.min(view.bottom, innerHeight) ? turn : null;
}

function firstInView() {
  const top = Math.max(document.getElementById("words").getBoundingClientRect().top, 0);
  return [...document.querySelectorAll(".turn")].find((turn) => turn.getBoundingClientRect().top >= top) ?? document.querySelector(".turn");
}

function select() {
  const words = wordsIn(caret.turn);
  const [first, last] = [Math.min(caret.anchor, caret.head), Math.max(caret.anchor, caret.head)];
  const text = wordsOf(caret.turn).textContent;
  const from = startOf(caret.turn);
  const range = rangeIn(caret.turn, from + toPoints(text, words[first].start), from + toPoints(text, words[last].end));
  getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
}

function move(places, extend) {
  const going = begin();
  if (!caret.turn) return;
  const last = wordsIn(caret.turn).length - 1;
  if (last < 0) return;
  caret.head = Math.min(Math.max(caret.head + (going ? places : 1), 0), last);
  if (!extend || !going) caret.anchor = caret.head;
  select();
}

function extendBySentence(direction) {
  const going = begin();
  if (!caret.turn) return;
  const words = wordsIn(caret.turn);
  if (!going) caret.anchor = caret.head = Math.min(caret.head + 1, words.length - 1);
  const sentences = matches(caret.turn, SENTENCE);
  const at = words[caret.head];
  const edges = direction > 0 ? sentences.map(({ end }) => end) : sentences.map(({ start }) => start).reverse();
  const edge = edges.find((each) => (direction > 0 ? each > at.end : each < at.start)) ?? edges.at(-1);
  caret.head = direction > 0 ? words.findLastIndex(({ end }) => end <= edge) : words.findIndex(({ start }) => start >= edge);
  select();
}

/** What a reader takes for one, as the browser knows it. */
function extendByCharacter(direction) {
  if (begin()) getSelection().modify("extend", direction, "character");
  else move(0, false);
}

function toTurn(direction) {
  begin();
  if (!caret.turn) return;
  const turns = [...document.querySelectorAll(".turn")];
  caret.turn = turns[turns.indexOf(caret.turn) + direction] ?? caret.turn;
  caret.anchor = caret.head = 0;
  caret.turn.scrollIntoView({ block: "center" });
  if (wordsIn(caret.turn).length) select();
}

registerKey("arrowright", "Choose the next word", () => move(1, false));
registerKey("arrowleft", "Choose the previous word", () => move(-1, false));
registerKey("shift+arrowright", "Extend the selection by a word", () => move(1, true));
registerKey("shift+arrowleft", "Take a word back", () => move(-1, true));
registerKey("shift+arrowdown", "Extend to the end of the sentence", () => extendBySentence(1));
registerKey("shift+arrowup", "Extend to the beginning of the sentence", () => extendBySentence(-1));
registerKey(".", "Extend the selection by a character", () => extendByCharacter("forward"));
registerKey(",", "Take a character back", () => extendByCharacter("backward"));
registerKey("]", "Next turn", () => toTurn(1));
registerKey("[", "Previous turn", () => toTurn(-1));
