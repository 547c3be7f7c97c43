// Suggestions by keyboard: walked with j and k, accepted with a, rejected with r, ticked with x, opened with o.
import { registerKey } from "./keys.js";

const form = document.querySelector("[data-suggestions]");
const rows = () => [...form.querySelectorAll("[data-suggestion]")];
const ticks = () => [...form.querySelectorAll("[name=suggestion]")];
const inHand = () => document.activeElement?.closest("[data-suggestion]") ?? form.querySelector(".is-current");

function take(row) {
  form.querySelector(".is-current")?.classList.remove("is-current");
  row?.classList.add("is-current");
}

function walk(places) {
  const all = rows();
  const here = all.indexOf(inHand());
  const next = all[here < 0 ? 0 : Math.min(Math.max(here + places, 0), all.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function deed(name) {
  const row = inHand() ?? rows()[0];
  row?.querySelector(`[data-deed="${name}"]`)?.click();
}

if (form) {
  registerKey("j", "Next suggestion", () => walk(1));
  registerKey("k", "Previous suggestion", () => walk(-1));
  registerKey("o", "Open it in its interview", () => inHand()?.querySelector(".coded-words")?.click());
  if (ticks().length) {
    registerKey("a", "Accept this suggestion", () => deed("a"));
    registerKey("r", "Reject this suggestion", () => deed("r"));
    registerKey("x", "Tick this suggestion", () => inHand()?.querySelector("[name=suggestion]")?.click());
  }
  form.addEventListener("focusin", ({ target }) => take(target.closest("[data-suggestion]")));
  form.querySelector("[data-tick-all]")?.addEventListener("change", ({ target }) => {
    for (const tick of ticks()) tick.checked = target.checked;
  });
  // What was decided stays where it stood; the next one is in hand.
  form.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.shouldSwap && detail.target.matches("[data-suggestion]")) {
      const all = rows();
      all[all.indexOf(detail.target) + 1]?.focus();
    }
  });
  take(rows()[0]);
}
