// The writing page of a report: marks of the tray go to the cursor, and unsaved words are not lost by leaving. While nobody
// has chosen a place for the next quotation, it goes after the passage in view.
//
//   <textarea data-marks>                         where marks are put while it is open
//   <button data-marker="{{cite …}}">             puts the mark at the cursor, or copies it
//   <button data-block-marker="{{quote …}}">      the same on a line of its own; without an open text the form is sent

import { say } from "./say.js";

const openText = () => document.querySelector("[data-editor] [data-marks]");

/** Puts `mark` at the cursor, with a space before and after where a word stands there. */
function putWithin(text, mark) {
  const before = text.value.slice(0, text.selectionStart);
  const after = text.value.slice(text.selectionEnd);
  const left = before && !/\s$/.test(before) ? " " : "";
  const right = after && !/^[\s.,;:!?)]/.test(after) ? " " : "";
  put(text, left + mark + right);
}

/** Puts `mark` on a line of its own after the paragraph of the cursor. */
function putAfterParagraph(text, mark) {
  const end = text.value.indexOf("\n\n", text.selectionEnd);
  text.selectionStart = text.selectionEnd = end < 0 ? text.value.length : end;
  put(text, `${text.value ? "\n\n" : ""}${mark}\n`);
}

function put(text, words) {
  text.focus();
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

async function copy(mark) {
  try {
    await navigator.clipboard.writeText(mark);
    say("Copied. Open a passage and paste it where it belongs.");
  } catch {
    say("Open a passage first: press Edit beside it, and put the cursor where the mark belongs.", "error");
  }
}

document.addEventListener("click", (event) => {
  const within = event.target.closest?.("[data-marker]");
  const block = event.target.closest?.("[data-block-marker]");
  const text = openText();
  if (within) {
    if (text) putWithin(text, within.dataset.marker);
    else copy(within.dataset.marker);
  } else if (block && text) {
    event.preventDefault();
    putAfterParagraph(text, block.dataset.blockMarker);
  }
});

const places = () => [...document.querySelectorAll('#paper input[name="place"]')];
let inView = null; // the place that was chosen by looking at it; any other was chosen by hand, or used last

function chooseWhatIsInView() {
  const chosen = places().find((place) => place.checked);
  if (chosen && chosen.value !== inView) return;
  const { top, line, bottom } = sight();
  const ends = places().map((place) => ({ place, end: place.closest(".piece").getBoundingClientRect().bottom }));
  const above = ends.filter(({ end }) => end <= line);
  const seen = ends.filter(({ end }) => end > top && end < bottom);
  const found = above.filter((each) => seen.includes(each)).at(-1) ?? seen[0] ?? above.at(-1) ?? ends[0];
  const place = found?.place;
  if (!place) return;
  place.checked = true;
  inView = place.value;
  sayWhere();
}

/** What of the page is seen, and how far down one looks: at the top when the page begins, at the foot when it ends. */
function sight() {
  const desk = document.querySelector(".desk");
  const scrolled = desk.scrollHeight > desk.clientHeight + 1 ? desk : document.scrollingElement;
  const room = scrolled.scrollHeight - scrolled.clientHeight;
  const box = desk.getBoundingClientRect();
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, window.innerHeight)];
  return { top, bottom, line: top + (bottom - top) * (room > 0 ? scrolled.scrollTop / room : 0) };
}

/** Above the tray: in which section the next quotation goes. */
function sayWhere() {
  const section = places().find((place) => place.checked)?.closest(".chapter");
  const room = document.querySelector("[data-where]");
  if (room) room.textContent = section ? `Quotations go into “${section.ariaLabel}”, at the line.` : "";
}

let isWaiting = false;
function lookAgain() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => { isWaiting = false; chooseWhatIsInView(); });
}

document.addEventListener("change", (event) => {
  if (event.target.name !== "place") return;
  inView = null;
  sayWhere();
});
document.addEventListener("scroll", lookAgain, { capture: true, passive: true });
document.addEventListener("htmx:afterSettle", ({ target }) => {
  chooseWhatIsInView();
  sayWhere();
  if (target.id === "paper") target.querySelector(".piece:has(.place input:checked)")?.scrollIntoView({ block: "nearest" });
});
chooseWhatIsInView();
sayWhere();

const isUnsaved = () => {
  const text = openText();
  return text !== null && text.value !== text.defaultValue;
};

let isSent = false;
document.addEventListener("submit", (event) => { if (event.target.matches("[data-editor]")) isSent = true; });
document.addEventListener("htmx:afterRequest", () => { isSent = false; });
window.addEventListener("beforeunload", (event) => { if (isUnsaved() && !isSent) event.preventDefault(); });

// An editor that has just been opened takes the focus.
document.addEventListener("htmx:load", (event) => {
  const field = event.target.closest?.("[data-editor]")?.querySelector("textarea, input:not([type=hidden])");
  if (field && !event.target.querySelector("[data-focus]")) field.focus();
});
