// Dragging a code by its handle: up and down to a place, sideways under a code or out of it. What hangs on the code comes
// along.
import { middle, onDrag } from "../dragging.js";
import { say } from "../say.js";
import { placeOf, send } from "./tree.js";

const STEP = 20; // pixels sideways that make one level

const rowsOf = (table) => [...table.querySelectorAll("[data-code]")];
const depthOf = (row) => Number(row.dataset.depth);
const isFiltered = () => document.querySelector("[data-filter]")?.value.trim() !== "";

onDrag("[data-grip]", (grip, event) => {
  if (isFiltered()) return say("Clear the filter first: not all places are shown.", "error");
  const row = grip.closest("[data-code]");
  const rows = rowsOf(row.closest("table"));
  const carried = branchOf(row, rows);
  const drag = { row, rest: rows.filter((each) => !carried.includes(each)), x: event.clientX };
  let target = null;
  for (const each of carried) each.classList.add("is-dragged");
  return {
    move(x, y) {
      target = targetAt(drag, x, y);
      return lineAt(drag, target);
    },
    drop() {
      if (target && !target.same) send(row, placeOf(row), { parent: target.parent, before: target.before });
    },
    end() {
      for (const each of carried) each.classList.remove("is-dragged");
    },
  };
});

/** The row and all that hang on it. */
function branchOf(row, rows) {
  const first = rows.indexOf(row);
  let last = first + 1;
  while (last < rows.length && depthOf(rows[last]) > depthOf(row)) last += 1;
  return rows.slice(first, last);
}

/** Between which rows, how deep, and so: under which code and before which. */
function targetAt({ rest, row, x: begun }, x, y) {
  let gap = rest.findIndex((each) => middle(each) > y);
  if (gap < 0) gap = rest.length;
  const above = rest[gap - 1];
  const least = rest[gap] ? depthOf(rest[gap]) : 0;
  const most = above ? depthOf(above) + 1 : 0;
  const depth = Math.min(Math.max(depthOf(row) + Math.round((x - begun) / STEP), Math.min(least, most)), most);
  const parent = rest.slice(0, gap).findLast((each) => depthOf(each) === depth - 1);
  const below = rest.slice(gap).find((each) => depthOf(each) <= depth);
  const before = below && depthOf(below) === depth ? below.dataset.code : "";
  const same = isWhereItStands(row, rest, gap) && depth === depthOf(row);
  return { gap, depth, parent: depth ? parent.dataset.code : "", before, same };
}

function isWhereItStands(row, rest, gap) {
  const all = rowsOf(row.closest("table"));
  return rest.indexOf(all[all.indexOf(row) - 1]) + 1 === gap;
}

function lineAt({ rest }, { gap, depth }) {
  const near = rest[gap] ?? rest[gap - 1];
  if (!near) return null;
  const box = near.getBoundingClientRect();
  const width = Math.max(Math.min(box.width, 420) - depth * STEP, 60);
  return { top: rest[gap] ? box.top : box.bottom, left: box.left + 12 + depth * STEP, width };
}
