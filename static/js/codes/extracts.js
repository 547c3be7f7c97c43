// The extracts of a code: walked with j and k, ticked with x or by a click (shift: all between), opened with o.
import { registerKey } from "../keys.js";

const form = document.querySelector("[data-coded]");
const cards = () => [...form.querySelectorAll(".coded")];
const ticks = () => [...form.querySelectorAll("[name=extracts]")];
let last = null;

const inHand = () => document.activeElement?.closest(".coded");

function walk(places) {
  const all = cards();
  const here = all.indexOf(inHand());
  const there = all[here < 0 ? (places > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + places, 0), all.length - 1)];
  there?.querySelector(".coded-words").focus({ preventScroll: true });
  there?.scrollIntoView({ block: "center" });
}

function count() {
  const number = ticks().filter((tick) => tick.checked).length;
  const bar = form.querySelector("[data-coded-bar]");
  if (!bar) return;
  bar.classList.toggle("is-idle", number === 0);
  bar.querySelector("[data-coded-number]").lastChild.textContent = number
    ? `Give ${number} ticked extract${number > 1 ? "s" : ""} `
    : "Give the ticked extracts ";
}

form?.addEventListener("click", (event) => {
  const tick = event.target.closest("[name=extracts]");
  if (!tick) return;
  const all = ticks();
  if (event.shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(tick)].sort((one, other) => one - other);
    for (const each of all.slice(from, to + 1)) each.checked = tick.checked;
  }
  last = tick;
  count();
});

if (form) {
  count();
  registerKey("j", "Next extract", () => walk(1));
  registerKey("k", "Previous extract", () => walk(-1));
  registerKey("o", "Open the extract in its words", () => inHand()?.querySelector(".coded-words").click());
  if (form.querySelector("[data-coded-bar]")) {
    registerKey("x", "Tick the extract", () => inHand()?.querySelector("[name=extracts]")?.click());
    registerKey("s", "Split: choose the code that ticked extracts get", () => form.querySelector("[name=into]").focus());
  }
  document.addEventListener("htmx:afterSwap", count);
}
