// Dragging a configuration onto the card of a general one: the form that is there anyway is filled in and sent.
const board = document.querySelector("[data-grouping]");
const form = board?.querySelector("form.grouping-rest");
let dragged = null;

const cardAt = (event) => event.target.closest?.("[data-card]");
const light = (card) => {
  for (const each of board.querySelectorAll("[data-card]")) each.classList.toggle("is-target", each === card);
};

board?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-one]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "link";
  event.dataTransfer.setData("text/plain", dragged.dataset.one);
});

board?.addEventListener("dragover", (event) => {
  const card = dragged && cardAt(event);
  if (card) event.preventDefault();
  light(card);
});

board?.addEventListener("drop", (event) => {
  const card = dragged && cardAt(event);
  if (!card) return;
  event.preventDefault();
  for (const tick of form.elements.namedItem("ticked") instanceof RadioNodeList ? form.elements.ticked : [form.elements.ticked]) {
    tick.checked = tick.checked || tick.value === dragged.dataset.one;
  }
  form.elements.under.value = card.dataset.card;
  form.requestSubmit();
});

board?.addEventListener("dragend", () => {
  dragged = null;
  light(null);
});
