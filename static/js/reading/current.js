// The extract in hand, and where each extract stands in the words: the n-th button of a turn belongs to its stretches
// with n in `data-e`.
import { fillAll } from "./margins.js";

const inPanel = () => document.querySelector("[data-extract]")?.dataset.extract ?? null;
let current = inPanel();
let awaited = null; // its panel is on its way

export const inHand = () => current;

/** Draw `id` as the extract in hand, and nothing else, unless it is drawn so already; its panel follows. */
export function setCurrent(id) {
  awaited = id;
  if (id === current && id && document.querySelector(".transcript .mark.is-current")) return;
  drawCurrent(id);
  document.dispatchEvent(new CustomEvent("triad:drawn"));
}

/** The extract in hand is that of the panel, once no other is on its way. */
export function followPanel() {
  if (awaited === inPanel()) awaited = null;
  drawCurrent(awaited ?? inPanel());
}

/** It does not come. */
export function awaitNothing() {
  awaited = null;
}

function drawCurrent(id) {
  for (const old of document.querySelectorAll(".transcript .is-current")) old.classList.remove("is-current");
  for (const old of document.querySelectorAll(".turn-extracts [aria-current]")) old.removeAttribute("aria-current");
  current = id;
  for (const button of buttonsOf(id)) button.setAttribute("aria-current", "true");
  for (const stretch of stretchesOf(id)) stretch.classList.add("is-current");
  const address = new URL(location.href);
  if (address.searchParams.get("extract") === (id || null)) return; // and the place it leads to stays
  if (id) address.searchParams.set("extract", id);
  else address.searchParams.delete("extract");
  address.hash = "";
  history.replaceState(history.state, "", address);
}

export function buttonsOf(id) {
  fillAll();
  return id ? [...document.querySelectorAll(`.turn-extracts [value="${id}"]`)] : [];
}

export const stretchesOf = (id) => buttonsOf(id).flatMap(stretchesBeside);

/** The stretches of words that belong to a button, in its own turn. */
export function stretchesBeside(button) {
  const place = [...button.parentElement.children].indexOf(button);
  return [...button.closest(".turn").querySelectorAll(`[data-e~="${place}"]`)];
}

/** The buttons of the extracts that cover a stretch, the innermost first. */
export function buttonsOver(stretch) {
  fillAll();
  const buttons = stretch.closest(".turn").querySelectorAll(".turn-extracts button");
  return stretch.dataset.e.split(" ").map((place) => buttons[place]).reverse();
}
