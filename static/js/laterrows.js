// A long page comes in pieces. Whoever came for a row further down (#CMO-44) is brought to it when it is there.
const wanted = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
let looking = false;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  looking = detail.target.matches("[data-later-rows]") && detail.target.contains(wanted());
});

document.addEventListener("htmx:afterSettle", () => {
  if (looking) wanted()?.scrollIntoView();
  looking = false;
});
