// The table of codes as a tree: keys move the code in hand, a handle drags it, one dialog colours it. Each deed is a POST
// of the buttons that stand in the row's menu for those without this module; the server answers the table.
import { registerKey } from "../keys.js";
import "./drag.js";

const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };
const table = () => document.querySelector("[data-code-tree]");
const inHand = () => document.activeElement?.closest("[data-code]");

/** Send a deed of a code; the table is drawn anew and the code keeps the focus. */
export function send(row, address, values) {
  const name = row.querySelector(".tree-name").id;
  window.htmx.ajax("POST", address, { target: "#codes-table", swap: "outerHTML", values }).then(() => {
    document.getElementById(name)?.focus();
  });
}

export const placeOf = (row) => row.querySelector("[name=move]").formAction;

document.addEventListener("keydown", (event) => {
  const row = inHand();
  const move = event.altKey && !event.ctrlKey && !event.metaKey && STEPS[event.key];
  if (!row || !move || !("mayMove" in table().dataset) || !row.querySelector("[name=move]")) return;
  event.preventDefault();
  send(row, placeOf(row), { move });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-code-tree] [name=move]");
  const colour = event.target.closest?.("[data-hue-of]");
  if (button && window.htmx) {
    event.preventDefault();
    send(button.closest("[data-code]"), button.formAction, { move: button.value });
  } else if (colour && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    openColours(colour);
  }
});

function openColours(link) {
  const dialog = document.getElementById("code-hue");
  dialog.querySelector("[data-hue-name]").textContent = link.closest("[data-code]").querySelector(".tree-name").textContent;
  dialog.querySelector("form").action = link.dataset.hueOf;
  dialog.dataset.code = link.closest("[data-code]").id;
  link.closest("details").open = false;
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const dialog = event.target.closest("#code-hue");
  if (!dialog || !window.htmx) return;
  event.preventDefault();
  const values = { hue: event.submitter.value };
  if (event.target.elements.below.checked) values.below = "on";
  dialog.close();
  send(document.getElementById(dialog.dataset.code), event.target.action, values);
});

/** The drawn table shows what the filter showed. */
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "codes-table") document.querySelector("[data-filter]")?.dispatchEvent(new Event("input", { bubbles: true }));
});

function walk(places) {
  const names = [...table().querySelectorAll("[data-code]:not([hidden]) .tree-name")];
  const here = names.indexOf(inHand()?.querySelector(".tree-name"));
  const there = here < 0 ? (places > 0 ? 0 : names.length - 1) : Math.min(Math.max(here + places, 0), names.length - 1);
  names[there]?.focus();
}

if (table()) {
  registerKey("j", "Next code", () => walk(1));
  registerKey("k", "Previous code", () => walk(-1));
}
