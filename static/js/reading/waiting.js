// Says that there is no connection, and what waits in this browser.
import { waiting } from "./pending.js";

const room = document.getElementById("outbox");

/** `problem` is why nothing is sent; "" when all is well. */
export function tell(problem) {
  const deeds = [...waiting.values()].filter((deed) => !deed.message).length;
  room.hidden = !problem;
  const kept = deeds
    ? `${deeds} ${deeds === 1 ? "deed waits" : "deeds wait"} in this browser and will be sent when it is back.`
    : "What you code now is kept in this browser and sent when it is back.";
  const words = problem ? `${problem}: ${kept[0].toLowerCase()}${kept.slice(1)}` : "";
  if (room.textContent !== words) room.textContent = words;
}
