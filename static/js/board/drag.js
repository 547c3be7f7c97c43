// Dragging on the board: an item by the letter of its role, to a place in any column of its row; a configuration by its
// handle, up and down among the others.
import { middle, onDrag } from "../dragging.js";
import { say } from "../say.js";
import { moveItem, moveRow } from "./send.js";

onDrag("[data-item-grip]", (grip) => {
  const item = grip.closest("[data-item]");
  const cells = [...item.closest(".cmo-cells").children];
  let target = null;
  item.classList.add("is-dragged");
  return {
    move(x, y) {
      const cell = cells.find((each) => holds(each.getBoundingClientRect(), x, y));
      target = cell ? placeIn(cell, item, y) : null;
      for (const each of cells) each.classList.toggle("is-target", each === cell);
      return target && lineOf(target);
    },
    drop() {
      if (target) moveItem(item, { column: target.cell.dataset.column, before: target.next?.dataset.item ?? "" });
    },
    end() {
      item.classList.remove("is-dragged");
      for (const each of cells) each.classList.remove("is-target");
    },
  };
});

function holds(box, x, y) {
  return x >= box.left && x <= box.right && y >= box.top - 24 && y <= box.bottom + 24;
}

function placeIn(cell, item, y) {
  const others = [...cell.querySelectorAll("[data-item]")].filter((each) => each !== item);
  return { cell, last: others.at(-1), next: others.find((each) => middle(each) > y) };
}

function lineOf({ cell, last, next }) {
  const box = cell.getBoundingClientRect();
  const top = next ? next.getBoundingClientRect().top - 4 : last ? last.getBoundingClientRect().bottom + 4 : box.top + 12;
  return { top, left: box.left + 8, width: box.width - 16 };
}

onDrag("[data-row-grip]", (grip) => {
  const row = grip.closest("[data-row]");
  const rows = [...row.parentElement.querySelectorAll(":scope > [data-row]")];
  const rest = rows.filter((each) => each !== row);
  let next = null;
  let moved = false;
  row.classList.add("is-dragged");
  return {
    move(x, y) {
      next = rest.find((each) => middle(each) > y);
      moved = rows[rows.indexOf(row) + 1] !== next;
      const near = (next ?? rest.at(-1))?.getBoundingClientRect();
      return near ? { top: next ? near.top : near.bottom, left: near.left, width: near.width } : null;
    },
    async drop() {
      if (moved && !(await moveRow(row, next))) say("It could not be moved. Load the page again.", "error");
    },
    end() {
      row.classList.remove("is-dragged");
    },
  };
});
