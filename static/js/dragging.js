// Dragging by a handle, with a line that shows where a thing would stand. Escape lets go; at the window's edge it scrolls.
//
//   onDrag("[data-grip]", (grip, event) => ({ move(x, y), drop(), end() }))      nothing returned: it cannot be dragged now
//
// `move` answers where the line is drawn, as {top, left, width} in pixels of the window, or null for nowhere.

const EDGE = 48; // pixels at the window's edge where it scrolls
const NEAR = 4; // pixels that a hand may shake before it drags

let drag = null;

export function onDrag(selector, begin) {
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.(selector);
    if (!grip || event.button !== 0 || drag) return;
    event.preventDefault();
    const session = begin(grip, event);
    if (!session) return;
    grip.setPointerCapture(event.pointerId);
    drag = { session, x: event.clientX, y: event.clientY, line: null };
  });
}

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.line && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < NEAR) return;
  drag.line ??= line();
  if (event.clientY < EDGE * 2) scrollBy(0, -12);
  if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
  show(drag.session.move(event.clientX, event.clientY));
});

document.addEventListener("pointerup", () => {
  if (!drag) return;
  const { session, line: moved } = drag;
  letGo();
  if (moved) session.drop();
});
document.addEventListener("pointercancel", letGo);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag) letGo();
});

function letGo() {
  if (!drag) return;
  drag.line?.remove();
  drag.session.end();
  drag = null;
}

function line() {
  const made = document.createElement("div");
  made.className = "drop-line";
  document.body.append(made);
  return made;
}

function show(place) {
  drag.line.hidden = !place;
  if (!place) return;
  drag.line.style.insetBlockStart = `${place.top - 1}px`;
  drag.line.style.insetInlineStart = `${place.left}px`;
  drag.line.style.inlineSize = `${place.width}px`;
}

export function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}
