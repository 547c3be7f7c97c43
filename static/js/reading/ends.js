// The ends of the extract in hand: moved word by word by keys and by the buttons of the panel, or dragged.
import { registerKey } from "../keys.js";
import { inHand, stretchesOf } from "./current.js";
import { draw, erase, waiting } from "./pending.js";
import { moveEnds } from "./send.js";
import { placeAt, wordAfter, wordBefore } from "./words.js";

const SETTLING = 600; // milliseconds after the last key
const EDGE = 40; // pixels at the edge of the pane where dragging scrolls
const pane = document.getElementById("words");
const transcript = document.querySelector("[data-words]");
let moving = null; // the deed that is not sent yet
let timer;
let unregister = [];

/** The ends as they are for the one who looks: with what waits to be sent. */
function current() {
  if (moving?.id === inHand()) return moving;
  flush();
  const panel = document.querySelector(`[data-extract="${inHand()}"]`);
  if (!panel || !inHand()) return null;
  const sent = [...waiting.values()].findLast((deed) => deed.kind === "ends" && deed.id === inHand());
  const { start, end } = sent ?? { start: Number(panel.dataset.start), end: Number(panel.dataset.end) };
  return { kind: "ends", n: "moving", id: inHand(), start, end, seenStart: start, seenEnd: end };
}

function show(deed, start, end) {
  if (start >= end) return;
  erase(deed);
  Object.assign(deed, { start, end });
  moving = deed;
  draw(deed);
  placeHandles();
}

function flush() {
  clearTimeout(timer);
  const deed = moving;
  moving = null;
  if (!deed) return;
  if (deed.start === deed.seenStart && deed.end === deed.seenEnd) erase(deed);
  else moveEnds(deed);
  placeHandles();
}

function step(which, direction) {
  const deed = current();
  if (!deed) return;
  const near = direction > 0 ? wordAfter : wordBefore;
  const place = near(deed[which], which);
  if (place === null) return;
  show(deed, which === "start" ? place : deed.start, which === "end" ? place : deed.end);
  clearTimeout(timer);
  timer = setTimeout(flush, SETTLING);
}

const KEYS = [
  ["alt+arrowleft", "Let the extract begin a word earlier", "start", -1],
  ["alt+arrowright", "Let the extract begin a word later", "start", 1],
  ["alt+shift+arrowleft", "Let the extract end a word earlier", "end", -1],
  ["alt+shift+arrowright", "Let the extract end a word later", "end", 1],
];

/** Only while there is an extract to move: otherwise the browser has its own use for these keys. */
function register() {
  for (const take of unregister) take();
  unregister = inHand() ? KEYS.map(([key, label, which, by]) => registerKey(key, label, () => step(which, by))) : [];
}

function placeHandles() {
  for (const old of document.querySelectorAll("[data-end-handle]")) old.remove();
  if (!inHand() || !document.querySelector(`[data-extract="${inHand()}"]`)) return;
  const deed = moving?.id === inHand() ? moving : [...waiting.values()].findLast((each) => each.kind === "ends" && each.id === inHand() && !each.message);
  const marks = deed ? [...document.querySelectorAll(`.mark[data-pending="${deed.n}"]`)] : stretchesOf(inHand());
  marks[0]?.prepend(handle("start"));
  marks.at(-1)?.append(handle("end"));
}

function handle(which) {
  const element = document.createElement("span");
  element.className = "end-handle";
  element.dataset.endHandle = which;
  element.setAttribute("aria-hidden", "true"); // the keys and the panel do the same
  return element;
}

transcript.addEventListener("pointerdown", (event) => {
  const which = event.target.dataset?.endHandle;
  const deed = which && event.button === 0 ? current() : null;
  if (!deed) return;
  event.preventDefault();
  event.stopPropagation();
  clearTimeout(timer);
  getSelection().removeAllRanges();
  drag(deed, which);
});
transcript.addEventListener("mousedown", (event) => event.target.dataset?.endHandle && event.preventDefault());

function drag(deed, which) {
  const before = { start: deed.start, end: deed.end };
  const stop = new AbortController();
  const on = (name, run) => document.addEventListener(name, run, { signal: stop.signal, capture: true });
  document.documentElement.classList.add("is-dragging-end");
  const finish = () => {
    stop.abort();
    document.documentElement.classList.remove("is-dragging-end");
  };
  on("pointermove", (event) => {
    event.preventDefault();
    const frame = pane.getBoundingClientRect();
    if (event.clientY > Math.min(frame.bottom, innerHeight) - EDGE) pane.scrollBy(0, EDGE / 2);
    else if (event.clientY < Math.max(frame.top, 0) + EDGE) pane.scrollBy(0, -EDGE / 2);
    const place = placeAt(event.clientX, event.clientY, which);
    if (place === null || place === deed[which]) return;
    show(deed, which === "start" ? place : deed.start, which === "end" ? place : deed.end);
  });
  on("pointerup", () => {
    finish();
    swallowClick();
    flush();
  });
  const cancel = () => {
    finish();
    show(deed, before.start, before.end);
    flush();
  };
  on("pointercancel", cancel);
  on("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  });
}

/** The click that ends a drag takes no extract in hand. */
function swallowClick() {
  const swallow = (event) => event.stopPropagation();
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-deed=ends]")) return;
  event.preventDefault();
  const [, which, by] = event.submitter.value.match(/^(start|end)([+-]\d+)$/);
  step(which, Number(by));
});
document.addEventListener("triad:drawn", () => {
  if (moving && moving.id !== inHand()) flush();
  else if (moving) {
    erase(moving);
    draw(moving);
  }
  register();
  placeHandles();
});
document.addEventListener("triad:doing", flush);
addEventListener("pagehide", flush);
register();
placeHandles();
