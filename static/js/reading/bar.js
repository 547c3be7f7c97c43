// The small bar at the selected words: type part of a code's name or a new one; Enter applies.
import { choicesFor } from "./choices.js";

const GAP = 8; // pixels between the words and the bar

let bar = null;
let deeds = {};
let options = [];
let active = 0;
let newOnly = false;

export const isOpen = () => bar !== null;

/** Show the bar under `box`, for the words from `start`. `on` = {choose(choice), bare(), send(), inVivo(), close()}. */
export function openBar(box, start, on) {
  closeBar();
  deeds = on;
  newOnly = false;
  bar = document.getElementById("coding-bar-template").content.firstElementChild.cloneNode(true);
  document.getElementById("words").append(bar);
  bar.querySelector("[data-correct]").search = `?at=${start}`;
  place(box);
  const input = bar.querySelector("input");
  input.addEventListener("input", () => list(input.value));
  input.addEventListener("keydown", onKey);
  bar.addEventListener("pointerdown", (event) => {
    if (event.target !== input) event.preventDefault(); // the selection stays
  });
  bar.addEventListener("click", onClick);
  list("");
}

export function closeBar() {
  bar?.remove();
  bar = null;
}

export function focusBar({ asNew = false } = {}) {
  newOnly = asNew;
  const input = bar?.querySelector("input");
  if (!input) return;
  if (asNew) input.placeholder = "Name of the new code";
  list(input.value);
  input.focus();
}

function place(box) {
  const pane = document.getElementById("words");
  const frame = pane.getBoundingClientRect();
  const left = Math.min(Math.max(box.left - frame.left, GAP), pane.clientWidth - bar.offsetWidth - GAP);
  const room = Math.min(frame.bottom, innerHeight) - box.bottom;
  const above = room < bar.offsetHeight + 220 && box.top - frame.top > bar.offsetHeight + GAP;
  bar.classList.toggle("is-above", above);
  bar.style.left = `${Math.max(left, GAP) + pane.scrollLeft}px`;
  bar.style.top = `${(above ? box.top - GAP : box.bottom + GAP) - frame.top + pane.scrollTop}px`;
}

function list(typed) {
  options = choicesFor(typed, { newOnly });
  active = 0;
  bar.querySelector("ul").replaceChildren(...options.map(row));
  pointAt(0);
}

function row(choice, index) {
  const item = document.createElement("li");
  item.id = `choice-${index}`;
  item.role = "option";
  item.dataset.choice = index;
  if (choice.hue) item.classList.add(choice.hue);
  const dot = document.createElement("span");
  dot.className = choice.newCode ? "choice-new" : "dot";
  const name = document.createElement("span");
  name.textContent = choice.newCode ? `New code “${choice.name}”` : choice.name;
  item.append(dot, name);
  if (choice.above) {
    const above = document.createElement("span");
    above.className = "muted fine";
    above.textContent = choice.above;
    item.append(above);
  }
  return item;
}

function pointAt(index) {
  active = options.length ? (index + options.length) % options.length : 0;
  bar.querySelectorAll("[data-choice]").forEach((item, place) => item.setAttribute("aria-selected", place === active));
  bar.querySelector("input").setAttribute("aria-activedescendant", options.length ? `choice-${active}` : "");
}

function onKey(event) {
  if (event.isComposing) return;
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) pointAt(active + moves[event.key]);
  else if (event.key === "Enter") choose(options[active]);
  else if (event.key === "Escape") deeds.close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function onClick(event) {
  const item = event.target.closest("[data-choice]");
  if (item) choose(options[item.dataset.choice]);
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act === "in-vivo") deeds.inVivo();
  if (act === "bare") deeds.bare();
  if (act === "send") deeds.send();
}

function choose(choice) {
  if (choice) deeds.choose(choice);
}
