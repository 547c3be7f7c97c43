// The margins of most turns come packed in <noscript>: without scripts they are simply there; with them they are unpacked
// when their turn comes near, and all of them as soon as the browser has time.

const NEAR = "800px";
const SLICE = 40; // turns at a time

const packed = () => document.querySelectorAll(".turn > noscript");

function unpack(margins) {
  const html = margins.map((margin) => margin.textContent).join("");
  const drawn = new DOMParser().parseFromString(html, "text/html").querySelectorAll(".turn-margin");
  margins.forEach((margin, place) => margin.replaceWith(drawn[place]));
}

/** All margins, at once: for those who need every button now. */
export const unpackAll = () => unpack([...packed()]);

const near = new IntersectionObserver(
  (entries) => {
    const here = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    for (const turn of here) near.unobserve(turn);
    unpack(here.map((turn) => turn.querySelector(":scope > noscript")).filter(Boolean));
  },
  { root: null, rootMargin: NEAR },
);

const whenIdle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 50));

function unpackSlowly() {
  const slice = [...packed()].slice(0, SLICE);
  unpack(slice);
  if (slice.length) whenIdle(unpackSlowly);
  else near.disconnect();
}

for (const margin of packed()) near.observe(margin.parentElement);
whenIdle(unpackSlowly);
