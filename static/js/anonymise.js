// The review queue by keyboard: j, k, a, x, r stand on the buttons; with shift they act on one place.
import { registerKey } from "./keys.js";

const hand = () => document.getElementById("in-hand");
const places = () => [...hand().querySelectorAll("[data-place]")];
const current = () => hand().querySelector("[data-place].is-current");

function go(step) {
  const all = places();
  if (!all.length) return;
  const here = all.indexOf(current());
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  take(next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function take(place) {
  current()?.classList.remove("is-current");
  place?.classList.add("is-current");
}

function deed(name) {
  const place = current() ?? places()[0];
  if (!place) return;
  take(place);
  const part = place.querySelector(`[data-deed="${name}"]`);
  if (part?.matches("summary")) open(part.parentElement);
  else part?.click();
}

/** At once: the next key belongs to the field already. */
function open(details) {
  details.open = true;
  details.querySelector("input").focus();
}

function tick() {
  const box = (current() ?? places()[0])?.querySelector("[type=checkbox]");
  if (box) box.checked = !box.checked;
}

/** The list shows which one is in hand; one that is not in the list is fetched with its page. */
function mark() {
  const shown = hand().querySelector("[data-hand]");
  if (!shown) return;
  const link = document.querySelector(`#entity-${CSS.escape(shown.dataset.hand)} > a`);
  if (!link) {
    location.assign(shown.dataset.address);
    return;
  }
  for (const other of document.querySelectorAll("#entities [aria-current]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  link.scrollIntoView({ block: "nearest" });
}

if (document.querySelector("[data-anonymise]")) {
  registerKey("shift+j", "The next place", () => go(1));
  registerKey("shift+k", "The place before", () => go(-1));
  registerKey("shift+a", "Accept this place", () => deed("a"));
  registerKey("shift+x", "Leave this place as it is", () => deed("x"));
  registerKey("shift+r", "Other words at this place", () => deed("r"));
  registerKey("shift+s", "Tick this place, to split it off", tick);
  document.addEventListener("focusin", ({ target }) => {
    const place = target.closest?.("[data-place]");
    if (place) take(place);
    if (target.matches?.(".place-rename input")) target.select();
  });

  // What is in hand stays in hand when its panel is drawn anew; another entity begins at the top.
  let held = { entity: "", place: "" };
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target !== hand()) return;
    held = { entity: hand().querySelector("[data-hand]")?.dataset.hand, place: current()?.dataset.place };
  });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.target !== hand()) return;
    mark();
    const same = hand().querySelector("[data-hand]")?.dataset.hand === held.entity;
    if (!same) hand().scrollTop = 0;
    else if (held.place) {
      const place = hand().querySelector(`[data-place="${CSS.escape(held.place)}"]`);
      take(place);
      if (place && !hand().contains(document.activeElement)) place.focus({ preventScroll: true });
    }
  });
  mark();
}
