// Coding: words are selected by mouse or keyboard; a bar, a key or a code in the tree makes an extract of them.
import { registerKey } from "../keys.js";
import { closeBar, focusBar, isOpen, openBar } from "./bar.js";
import "./caret.js";
import { codeOf } from "./choices.js";
import { inHand } from "./current.js";
import { standing } from "./cursor.js";
import "./ends.js";
import { addCode, mark, remove, removeCode } from "./send.js";
import { sendOn } from "./sendon.js";
import { rangesOf, spanOf } from "./words.js";

const SETTLING = 60; // milliseconds after the last change of a selection

const pane = document.getElementById("words");
const transcript = document.querySelector("[data-words]");
const BESIDE = "[data-coding-bar], .reading-codes"; // a field that has the focus takes the selection away
let chosen = null; // {start, end, text}: stays while one is there
let pressed = false;
let settling;

function look() {
  const selection = getSelection();
  const inside = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(transcript);
  const span = inside ? spanOf(selection.getRangeAt(0)) : null;
  if (!span) return void (document.activeElement?.closest(BESIDE) || letGo());
  if (chosen && isOpen() && span.start === chosen.start && span.end === chosen.end) return;
  chosen = span;
  highlight();
  openBar(lastBox(selection.getRangeAt(0)), span.start, { choose, bare: () => make({}), send: () => sendOn(make({}).id), inVivo, close: cancel });
}

function lastBox(range) {
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  return boxes.at(-1) ?? range.getBoundingClientRect();
}

function highlight() {
  if (globalThis.Highlight) CSS.highlights.set("chosen", new Highlight(...rangesOf(chosen)));
}

function letGo() {
  chosen = null;
  globalThis.CSS?.highlights?.delete("chosen");
  closeBar();
}

function cancel() {
  getSelection().removeAllRanges();
  letGo();
  pane.focus({ preventScroll: true });
}

function make(deed) {
  const { start, end } = chosen;
  cancel();
  return mark({ start, end, ...deed });
}

const choose = (choice) => make(choice.newCode ? { newCode: choice.newCode, under: choice.under } : { codes: [choice.id] });

/** The server names the code: the words are nothing to keep in this browser. */
const inVivo = () => chosen && make({ inVivo: true, under: standing()?.id });

/** A code from the tree or the recent ones: for the selection, else for the extract in hand. */
function apply(code, { alsoInHand }) {
  if (chosen) make({ codes: [code] });
  else if (alsoInHand && inHand()) addCode(inHand(), { codes: [code] });
  else return false;
  return true;
}

document.addEventListener("selectionchange", () => {
  clearTimeout(settling);
  if (!pressed) settling = setTimeout(look, SETTLING);
});
pane.addEventListener("pointerdown", (event) => {
  pressed = !event.target.closest("[data-coding-bar]");
});
document.addEventListener("pointerup", () => {
  pressed = false;
  clearTimeout(settling);
  settling = setTimeout(look, SETTLING);
});

document.addEventListener("pointerdown", (event) => {
  if (event.target.closest("[data-apply], #code-tree .tree-name") && chosen) event.preventDefault(); // keep the selection
});
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-apply], #code-tree .tree-name") && chosen) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const recent = event.target.closest("[data-apply]");
  const code = event.target.closest("#code-tree .tree-name");
  if (recent) apply(recent.dataset.apply, { alsoInHand: true });
  else if (code && !event.ctrlKey && !event.metaKey && apply(codeOf(code), { alsoInHand: false })) event.preventDefault();
});
document.addEventListener("triad:drawn", () => chosen && highlight());

// The forms of the panel do the same as the keys, and wait like them when there is no connection.
document.addEventListener("submit", (event) => {
  const { deed } = event.target.dataset;
  if (deed !== "code" && deed !== "uncode" && deed !== "remove") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const extract = event.target.closest("[data-extract]").dataset.extract;
  if (deed === "remove") return void (confirm(event.target.dataset.ask) && remove(extract));
  if (deed === "uncode") return void removeCode(extract, event.target.dataset.coding);
  const { codes, new_code: typed } = event.target.elements;
  const newCode = typed.value.trim().replace(/\s+/g, " ");
  if (!codes.value && !newCode) return void typed.focus();
  addCode(extract, { codes: codes.value ? [codes.value] : [], newCode });
  event.target.reset();
}, { capture: true });

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chosen && !event.defaultPrevented) cancel();
});

registerKey("c", "Code the selection", () => (chosen ? focusBar() : document.querySelector(".add-code select")?.focus()));
registerKey("v", "Code the selection in the speaker’s words", inVivo);
registerKey("n", "New code for the selection", () => (chosen ? focusBar({ asNew: true }) : document.querySelector(".add-code input[name=new_code]")?.focus()));

look(); // words may have been selected while this was on its way
