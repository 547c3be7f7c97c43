// `e` with words selected: they become an extract; when its panel is there, “Send to a configuration” opens.
let wanted = null;

export function sendOn(id) {
  wanted = id;
}

document.addEventListener("htmx:load", ({ target }) => {
  if (!wanted || target.id !== `evidence-${wanted}`) return;
  wanted = null;
  target.querySelector("summary")?.click();
});
