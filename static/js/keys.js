// Shortcuts, read from the page at the moment a key is pressed, so that the list behind `?` cannot go stale.
//
//   <a href="…" data-key="g s" data-key-label="Go to sources">Sources</a>
//   <input type="search" data-key="/" data-key-label="Search">
//   <button data-key="shift+u" data-key-label="Redo">Redo</button>
//   <button data-key="mod+enter" …>        Ctrl or ⌘; works while writing, too
//
// A link or button is clicked, a field is focused. `registerKey` is for a deed that has no element.

const PAUSE = 1200; // milliseconds after which `g` is forgotten
const STORE = "triad.single-keys";
const WRITING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])";

const registered = new Map();
let typed = [];
let lastTime = 0;

/** A key without an element: `run` is called. Returns a function that takes it back. */
export function registerKey(key, label, run) {
  registered.set(key, { key, label, run });
  return () => registered.delete(key);
}

export function singleKeysAreOn() {
  return localStorage.getItem(STORE) !== "off";
}

export function switchSingleKeys(on) {
  if (on) localStorage.removeItem(STORE);
  else localStorage.setItem(STORE, "off");
}

/** `KeyboardEvent` → "g", "shift+u", "mod+enter", "?". Signs carry their shift in themselves. */
export function nameOf(event) {
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const isSign = event.key.length === 1 && key === event.key.toUpperCase();
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  if (event.shiftKey && !isSign) parts.push("shift");
  return [...parts, key].join("+");
}

function isReachable(element, within) {
  if (!within.contains(element) || element.matches(":disabled, [aria-disabled=true]")) return false;
  const closedMenu = element.closest("details:not([open])");
  const shown = closedMenu ? closedMenu : element;
  return shown.checkVisibility();
}

/** All keys that would do something now: `{key, label, run}`, the first of each key wins. */
export function keysOfPage() {
  const dialog = document.querySelector("dialog:modal:not([data-keys-dialog])");
  const within = dialog ?? document.body;
  const found = new Map();
  for (const element of within.querySelectorAll("[data-key]")) {
    if (!isReachable(element, within)) continue;
    const label = element.dataset.keyLabel || element.getAttribute("aria-label") || element.textContent.trim();
    for (const key of element.dataset.key.split(",").map((part) => part.trim())) {
      if (key && !found.has(key)) found.set(key, { key, label, run: () => use(element) });
    }
  }
  if (!dialog) for (const [key, entry] of registered) if (!found.has(key)) found.set(key, entry);
  return [...found.values()];
}

function use(element) {
  if (element.matches(WRITING)) {
    element.focus();
    if (element.select) element.select();
  } else {
    element.click();
  }
}

function mayAct(event, name) {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.repeat && name.includes("mod+")) return false;
  const held = name.startsWith("mod+") || name.startsWith("alt+");
  if (held && !name.includes("arrow")) return true; // with arrows one moves in what one writes
  if (!held && !singleKeysAreOn()) return false;
  const target = event.composedPath()[0];
  return !(target instanceof Element && target.closest(WRITING)) && !document.querySelector("[data-keys-dialog]:modal");
}

function onKeydown(event) {
  if (["Shift", "Control", "Alt", "Meta", "Dead", "Process"].includes(event.key)) return;
  const name = nameOf(event);
  if (!mayAct(event, name)) return;
  typed = event.timeStamp - lastTime < PAUSE ? [...typed, name].slice(-3) : [name];
  lastTime = event.timeStamp;
  const keys = keysOfPage();
  const said = typed.join(" ");
  const match = keys.find((entry) => entry.key === said) ?? keys.find((entry) => entry.key === name && !begins(keys));
  if (!match) return;
  event.preventDefault();
  typed = [];
  match.run();
}

/** Is what was typed before this key the beginning of a longer key? Then `g c` must not act as `c`. */
function begins(keys) {
  const before = typed.slice(0, -1).join(" ");
  return before !== "" && keys.some((entry) => entry.key.startsWith(`${before} `));
}

const NAMES = { mod: /mac/i.test(navigator.platform) ? "⌘" : "Ctrl", shift: "Shift", alt: "Alt", enter: "Enter", escape: "Esc", space: "Space", arrowup: "↑", arrowdown: "↓", arrowleft: "←", arrowright: "→" };

function keyCaps(key) {
  return key.split(/[ +]/).filter(Boolean).map((part) => {
    const cap = document.createElement("kbd");
    cap.textContent = NAMES[part] ?? part;
    return cap;
  });
}

function fillDialog(dialog) {
  const rows = keysOfPage().map(({ key, label }) => {
    const row = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = label;
    row.append(words, ...keyCaps(key));
    return row;
  });
  dialog.querySelector("[data-keys-list]").replaceChildren(...rows);
  dialog.querySelector("[data-keys-switch]").checked = singleKeysAreOn();
}

document.addEventListener("keydown", onKeydown);
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-keys-switch]")) switchSingleKeys(event.target.checked);
});
// dialog.js opens it; this fills it just before.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog-open]");
  const dialog = opener && document.getElementById(opener.dataset.dialogOpen);
  if (dialog?.matches("[data-keys-dialog]")) fillDialog(dialog);
}, { capture: true });
