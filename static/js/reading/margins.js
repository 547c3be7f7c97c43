// What stands beside the words of most turns comes when the words are painted; it is put in when a turn comes near, and
// everywhere as soon as the browser has time.

import { parsed } from "../parse.js";
import { ask } from "./asking.js";

const NEAR = "800px";
const SLICE = 40; // turns at a time
const BARE = ".turn[data-bare]";

const margins = await ask(document.querySelector("[data-reading]").dataset.margins).then((answer) => answer.json()).catch(() => ({}));

function fill(turns) {
  for (const turn of turns) {
    turn.append(...parsed(margins[turn.dataset.number] ?? ""));
    turn.removeAttribute("data-bare");
  }
}

/** All margins, at once: for those who need every button now. */
export const fillAll = () => fill(document.querySelectorAll(BARE));

const near = new IntersectionObserver(
  (entries) => {
    const here = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    for (const turn of here) near.unobserve(turn);
    fill(here.filter((turn) => turn.matches(BARE)));
  },
  { root: null, rootMargin: NEAR },
);

const whenIdle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 50));

function fillSlowly() {
  const slice = [...document.querySelectorAll(BARE)].slice(0, SLICE);
  fill(slice);
  if (slice.length) whenIdle(fillSlowly);
  else near.disconnect();
}

for (const turn of document.querySelectorAll(BARE)) near.observe(turn);
whenIdle(fillSlowly);
