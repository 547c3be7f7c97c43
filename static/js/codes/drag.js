// Dragging a code by its handle: up and down to a place, sideways under a code or out of it. A line shows where it would
// stand. Escape lets go. What hangs on the code comes along.
import { say } from "../say.js";
import { placeOf, send } from "./tree.js";

const STEP = 20; // pixels sideways that make one level
const EDGE = 48; // pixels at the window's edge where it scrolls

let drag = null;

const rowsOf = (table) => [...table.querySelectorAll("[data-code]")];
const depthOf = (row) => Number(row.dataset.depth);
const isFiltered = () => document.querySelector("[data-filter]")?.value.trim() !== "";

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  if (isFiltered()) return say("Clear the filter first: not all places are shown.", "error");
  const row = grip.closest("[data-code]");
  const rows = rowsOf(row.closest("table"));
  const carried = branchOf(row, rows);
  grip.setPointerCapture(event.pointerId);
  drag = { row, grip, carried, rest: rows.filter((each) => !carried.includes(each)), x: event.clientX, target: null, line: line() };
  for (const each of carried) each.classList.add("is-dragged");
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (event.clientY < EDGE * 2) scrollBy(0, -12);
  if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
  drag.target = targetAt(event.clientX, event.clientY);
  show(drag.target);
});

document.addEventListener("pointerup", () => {
  if (!drag) return;
  const { row, target } = drag;
  letGo();
  if (target && !target.same) send(row, placeOf(row), { parent: target.parent, before: target.before });
});
document.addEventListener("pointercancel", letGo);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag) letGo();
});

function letGo() {
  if (!drag) return;
  for (const each of drag.carried) each.classList.remove("is-dragged");
  drag.line.remove();
  drag = null;
}

/** The row and all that hang on it. */
function branchOf(row, rows) {
  const first = rows.indexOf(row);
  let last = first + 1;
  while (last < rows.length && depthOf(rows[last]) > depthOf(row)) last += 1;
  return rows.slice(first, last);
}

/** Between which rows, how deep, and so: under which code and before which. */
function targetAt(x, y) {
  const { rest, row } = drag;
  let gap = rest.findIndex((each) => middle(each) > y);
  if (gap < 0) gap = rest.length;
  const above = rest[gap - 1];
  const least = rest[gap] ? depthOf(rest[gap]) : 0;
  const most = above ? depthOf(above) + 1 : 0;
  const depth = Math.min(Math.max(depthOf(row) + Math.round((x - drag.x) / STEP), Math.min(least, most)), most);
  const parent = rest.slice(0, gap).findLast((each) => depthOf(each) === depth - 1);
  const below = rest.slice(gap).find((each) => depthOf(each) <= depth);
  const before = below && depthOf(below) === depth ? below.dataset.code : "";
  return { gap, depth, parent: depth ? parent.dataset.code : "", before, same: isWhereItStands(gap, depth) };
}

function isWhereItStands(gap, depth) {
  const all = rowsOf(drag.row.closest("table"));
  return drag.rest.indexOf(all[all.indexOf(drag.row) - 1]) + 1 === gap && depth === depthOf(drag.row);
}

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}

function line() {
  const made = document.createElement("div");
  made.className = "drop-line";
  document.body.append(made);
  return made;
}

function show({ gap, depth }) {
  const { rest } = drag;
  const near = rest[gap] ?? rest[gap - 1];
  if (!near) return;
  const box = near.getBoundingClientRect();
  drag.line.style.insetBlockStart = `${(rest[gap] ? box.top : box.bottom) - 1}px`;
  drag.line.style.insetInlineStart = `${box.left + 12 + depth * STEP}px`;
  drag.line.style.inlineSize = `${Math.max(Math.min(box.width, 420) - depth * STEP, 60)}px`;
}
