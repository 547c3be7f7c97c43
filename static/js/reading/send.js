// Saving: one deed after the other, so that a later answer never draws an older state of a turn.
import { drop, fail, keep, redraw } from "./pending.js";
import { setCurrent } from "./current.js";

const page = () => document.querySelector("[data-reading]");
let queue = Promise.resolve();

/** Make an extract: {start, end, codes: [id], newCode, inVivo}. Drawn at once; the id is ours, so sending it twice is harmless. */
export function mark(deed) {
  const made = { id: crypto.randomUUID?.() ?? uuid(), version: page().dataset.version, ...deed };
  keep(made);
  submit(made);
}

function submit(deed) {
  if (deed.message) {
    delete deed.message;
    redraw();
  }
  queue = queue.then(() => post(deed)).catch(reportError);
}

async function post(deed) {
  let html;
  try {
    html = await ask(page().dataset.extracts, fields(deed));
  } catch (error) {
    return fail(deed, error.message, () => submit(deed));
  }
  drop(deed.id);
  swap(html);
}

function fields({ id, version, start, end, codes = [], newCode = "", inVivo = false }) {
  const body = new URLSearchParams({ id, version, start, end, new_code: newCode });
  if (inVivo) body.set("in_vivo", "on");
  for (const code of codes) body.append("codes", code);
  return body;
}

/** Give the extract in hand one more code. */
export function addCode(extract, body) {
  const address = page().dataset.extractAddress.replace(/[0-9a-f-]{36}/, extract);
  queue = queue.then(async () => swap(await ask(`${address}codings/`, new URLSearchParams(body)))).catch(({ message }) => {
    document.dispatchEvent(new CustomEvent("say", { detail: { text: message, level: "error" } }));
  });
}

/** Undo or redo; what it says is told by the answer's headers. */
export function takeBack(address, body) {
  queue = queue.then(async () => {
    const response = await answer(address, new URLSearchParams(body));
    if (response.headers.get("HX-Refresh")) return location.reload();
    if (response.headers.get("HX-Redirect")) return location.assign(response.headers.get("HX-Redirect"));
    swap(await response.text());
    const { say } = JSON.parse(response.headers.get("HX-Trigger") ?? "{}");
    if (say) document.dispatchEvent(new CustomEvent("say", { detail: say }));
  }).catch(({ message }) => {
    document.dispatchEvent(new CustomEvent("say", { detail: { text: message, level: "error" } }));
  });
}

async function ask(address, body) {
  return (await answer(address, body)).text();
}

async function answer(address, body) {
  let response;
  try {
    response = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true", "X-CSRFToken": token() } });
  } catch {
    throw new Error("There is no connection to Triad.");
  }
  if (response.headers.get("HX-Redirect")?.includes("/log-in/")) throw new Error("You are no longer logged in. Log in again in another tab, then try again.");
  if (response.ok) return response;
  throw new Error(response.status === 422 ? (await response.text()).trim() : reason(response.status));
}

const reason = (status) =>
  ({ 403: "Your role does not allow this.", 404: "This source is no longer here.", 409: "Somebody else saved at the same moment." })[status] ?? "Something went wrong on our side.";

const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

/** Put each part of the answer in the place of the element with its id. */
function swap(html) {
  for (const part of new DOMParser().parseFromString(html, "text/html").querySelectorAll("[hx-swap-oob]")) {
    part.removeAttribute("hx-swap-oob");
    const old = document.getElementById(part.id);
    if (!old) continue;
    old.replaceWith(part);
    window.htmx?.process(part);
  }
  settle();
}

function settle() {
  redraw();
  setCurrent(document.querySelector("[data-extract]")?.dataset.extract ?? null);
}

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

document.addEventListener("htmx:afterSettle", settle);
