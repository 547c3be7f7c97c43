// The board by keys: j and k walk the configurations, arrows the items; with shift they move what is in hand.
import { registerKey } from "../keys.js";
import { say } from "../say.js";
import "./drag.js";
import { moveItem, moveRow } from "./send.js";

const rows = () => [...document.querySelectorAll("[data-board] [data-row]")];
const rowInHand = () => document.activeElement?.closest("[data-row]");
const itemInHand = () => document.activeElement?.closest("[data-item]");

function take(element) {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest" });
}

function walkRows(places) {
  const all = rows();
  const here = all.indexOf(rowInHand());
  const there = here < 0 ? (places > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + places, 0), all.length - 1);
  take(all[there]?.querySelector(".cmo-code"));
}

/** From a row to its first item, from an item to the next one of its column. */
function walkItems(places) {
  const item = itemInHand();
  if (!item) return take(rowInHand()?.querySelector("[data-item]"));
  const column = [...item.closest("td").querySelectorAll("[data-item]")];
  take(column[column.indexOf(item) + places]);
}

function walkColumns(places) {
  let cell = itemInHand()?.closest("td");
  const step = places > 0 ? "nextElementSibling" : "previousElementSibling";
  do cell = cell?.[step]; while (cell && !cell.querySelector("[data-item]"));
  take(cell?.querySelector("[data-item]"));
}

async function move(step) {
  const item = itemInHand();
  if (item) return moveItem(item, { step });
  const row = rowInHand();
  if (!row || step === "left" || step === "right") return say("Take an item or a configuration in hand first.", "error");
  const all = [...row.parentElement.querySelectorAll(":scope > [data-row]")];
  const place = all.indexOf(row);
  const there = step === "up" ? all[place - 1] : all[place + 2];
  if (place < 0 || (step === "up" && !there) || (step === "down" && place === all.length - 1)) return;
  if (!(await moveRow(row, there))) say("It could not be moved. Load the page again.", "error");
}

function press(selector) {
  const element = rowInHand()?.querySelector(selector);
  if (element) element.click();
  else say("Take a configuration in hand first: j and k walk through them.", "error");
}

if (document.querySelector("[data-item], [data-row]")) {
  if (rows().length) {
    registerKey("j", "Next configuration", () => walkRows(1));
    registerKey("k", "Previous configuration", () => walkRows(-1));
    registerKey("s", "Split the configuration in hand", () => press("[data-split]"));
    registerKey("shift+m", "Merge the configuration in hand into another", () => press("[data-merge]"));
  }
  registerKey("shift+arrowup", "Move the item or configuration in hand up", () => move("up"));
  registerKey("shift+arrowdown", "Move the item or configuration in hand down", () => move("down"));
  registerKey("shift+arrowright", "Move the item in hand one column right", () => move("right"));
  registerKey("shift+arrowleft", "Move the item in hand one column left", () => move("left"));
}

// Plain arrows scroll the page, but for what is in hand.
let arrows = [];
document.addEventListener("focusin", () => {
  for (const release of arrows) release();
  arrows = rowInHand() || itemInHand()
    ? [
        registerKey("arrowdown", "Next item", () => walkItems(1)),
        registerKey("arrowup", "Previous item", () => walkItems(-1)),
        registerKey("arrowright", "Item in the column to the right", () => walkColumns(1)),
        registerKey("arrowleft", "Item in the column to the left", () => walkColumns(-1)),
      ]
    : [];
});
