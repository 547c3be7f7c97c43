// Walking through the extracts: by click, by j and k; pointing at one shows how far it reaches.
import { registerKey } from "../keys.js";
import { awaitNothing, buttonsOver, followPanel, inHand, setCurrent, stretchesBeside, buttonsOf } from "./current.js";
import { fillAll } from "./margins.js";
import "./filter.js";

const LOADING = 90; // milliseconds: who walks fast does not load every panel on the way
const page = document.querySelector("[data-reading]");
const words = document.querySelector("[data-words]");
let loading;

export function open(id) {
  setCurrent(id);
  clearTimeout(loading);
  loading = setTimeout(load, LOADING, id);
}

function load(id) {
  if (!window.htmx) return void (loading = setTimeout(load, LOADING, id)); // it comes after the words
  const address = page.dataset.extractAddress.replace(/[0-9a-f-]{36}/, id);
  window.htmx.ajax("GET", address, { target: "#extract-panel", swap: "outerHTML" });
}

/** A panel that comes when another extract has been taken in hand is late: that one's is on its way. */
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "extract-panel" || detail.requestConfig.verb !== "get") return;
  if (!detail.pathInfo.requestPath.includes(`/${inHand()}/`)) detail.shouldSwap = false;
});

for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failed, ({ detail }) => detail.target?.id === "extract-panel" && awaitNothing());
}

function step(places) {
  fillAll();
  const order = [...new Map([...words.querySelectorAll(".turn-extracts button")].map((button) => [button.value, button])).keys()];
  if (!order.length) return;
  const here = order.indexOf(inHand());
  const there = here < 0 ? nearest(order, places) : Math.min(Math.max(here + places, 0), order.length - 1);
  open(order[there]);
  stretchesBeside(buttonsOf(order[there])[0])[0]?.scrollIntoView({ block: "center" });
}

/** With nothing in hand: the first extract at or below the top of the pane. */
function nearest(order, places) {
  const top = words.closest(".pane").getBoundingClientRect().top;
  const first = [...words.querySelectorAll(".turn")].find((turn) => turn.getBoundingClientRect().bottom > Math.max(top, 0) && turn.querySelector(".turn-extracts button"));
  const place = first ? order.indexOf(first.querySelector(".turn-extracts button").value) : order.length - 1;
  return places > 0 ? place : Math.max(place - 1, 0);
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-put-away]")) return;
  clearTimeout(loading);
  document.getElementById("extract-panel").replaceChildren();
  awaitNothing();
  followPanel();
});

words.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value) open(event.submitter.value);
});

words.addEventListener("click", (event) => {
  const stretch = event.target.closest("[data-e]");
  if (!stretch || !getSelection().isCollapsed) return;
  const over = buttonsOver(stretch).map((button) => button.value);
  open(over[(over.indexOf(inHand()) + 1) % over.length]); // a second click takes the one beneath
});

words.addEventListener("pointerover", (event) => {
  const stretch = event.target.closest("[data-e]");
  if (stretch && !stretch.title) stretch.title = buttonsOver(stretch).map((button) => button.textContent).join(" · ");
  const button = event.target.closest(".turn-extracts button");
  if (button && !button.title) button.title = button.textContent;
  show(button);
});
words.addEventListener("pointerleave", () => show(null));
words.addEventListener("focusin", (event) => show(event.target.closest(".turn-extracts button")));

/** Light up all of an extract, over the turns it reaches. */
function show(button) {
  if (!globalThis.Highlight) return;
  if (!button) return void CSS.highlights.delete("extract");
  const ranges = buttonsOf(button.value).flatMap(stretchesBeside).map((stretch) => {
    const range = document.createRange();
    range.selectNodeContents(stretch);
    return range;
  });
  CSS.highlights.set("extract", new Highlight(...ranges));
}

registerKey("j", "Next extract", () => step(1));
registerKey("k", "Previous extract", () => step(-1));
registerKey("enter", "To the extract in hand", () => {
  const focused = document.activeElement;
  if (focused?.matches("a, button, summary")) focused.click();
  else if (inHand()) [...document.querySelectorAll("#in-hand :is(a, button)")].find((each) => each.checkVisibility())?.focus();
});
