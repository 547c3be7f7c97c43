// Nothing is drawn anew under a hand that selects or drags.

const LET_GO = ["pointerup", "pointercancel", "dragend"];
let pressed = false;
const waiting = [];

/** Over as soon as nothing is pressed. */
export const free = () => (pressed ? new Promise((over) => waiting.push(over)) : Promise.resolve());

/** The click that follows, and the selection that it makes, come first. */
function letGo() {
  setTimeout(() => {
    pressed = false;
    for (const over of waiting.splice(0)) over();
  });
}

document.addEventListener("pointerdown", () => (pressed = true), { capture: true });
for (const name of LET_GO) document.addEventListener(name, letGo, { capture: true });
