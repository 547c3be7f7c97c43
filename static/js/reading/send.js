// Doing: each deed is drawn at once, kept in the browser, and sent; one after the other, in their order, each once.
// Where nobody answers they wait, also for the next time the page is opened. What is refused says so at its place.
import { say } from "../say.js";
import { Away, Refused, ask } from "./asking.js";
import { newId } from "../ids.js";
import { free } from "./hand.js";
import * as outbox from "./outbox.js";
import { draw, erase, fail, waiting } from "./pending.js";
import { tell } from "./waiting.js";
import { used } from "./recent.js";
import { swap } from "./swap.js";
import { open } from "./walk.js";

const AGAIN = [1000, 2000, 5000, 10_000, 30_000]; // milliseconds until the next try
const page = document.querySelector("[data-reading]");
let tries = 0;
let timer;
let going = null;
let undoing = false; // then nothing is opened that may be gone in a moment

/** Make an extract: {start, end, codes: [id], newCode, under: id, inVivo}. The id is ours, so that sending it twice is harmless. */
export const mark = (deed) => submit({ kind: "mark", id: newId(), ...deed });

/** Give the extract in hand one more code: {codes: [id], newCode}. */
export const addCode = (extract, deed) => submit({ kind: "code", id: extract, ...deed });

export const removeCode = (extract, coding) => submit({ kind: "uncode", id: extract, coding });

export const remove = (extract) => submit({ kind: "remove", id: extract });

/** Move its ends, from those that were seen. `deed` may have been drawn before. */
export const moveEnds = (deed) => submit({ kind: "ends", ...deed });

export function submit(deed) {
  document.dispatchEvent(new CustomEvent("triad:doing")); // what is being moved comes first
  erase(deed);
  deed.n = outbox.nextNumber();
  deed.version ??= page.dataset.version;
  deed.fresh = true;
  waiting.set(deed.n, deed);
  draw(deed);
  outbox.keep(deed);
  send();
  return deed;
}

/** Send what waits; all of it has been tried when this is over. */
export function send() {
  clearTimeout(timer);
  going ??= alone(sendAll).finally(() => {
    going = null;
  });
  return going;
}

/** Undo or redo, after what is still on its way; what it says is told by the answer's headers. */
export async function takeBack(address, body) {
  undoing = true;
  await send().finally(() => {
    undoing = false;
  });
  if (next()) return say("Some of what you did is not sent yet. Undo it when it is.", "error");
  try {
    const answer = await ask(address, new URLSearchParams(body));
    if (answer.headers.has("HX-Refresh")) return location.reload();
    if (answer.headers.has("HX-Redirect")) return location.assign(answer.headers.get("HX-Redirect"));
    swap(await answer.text());
    const told = JSON.parse(answer.headers.get("HX-Trigger") ?? "{}").say;
    if (told) say(told.text, told.level, told.offer);
  } catch ({ message }) {
    say(message, "error");
  }
}

/** In one tab at a time, where the browser can tell. */
const alone = (run) =>
  navigator.locks ? navigator.locks.request(`triad.deeds.${page.dataset.source}`, run) : run();

async function sendAll() {
  for (let deed = next(); deed; deed = next()) {
    try {
      if (outbox.holds(deed)) await post(deed);
      else done(deed);
      tries = 0;
    } catch (problem) {
      if (problem instanceof Away) return later(problem.message);
      refused(deed, problem);
    }
  }
  tell("");
}

const next = () => [...waiting.values()].find((deed) => !deed.message);

function later(message) {
  tell(message);
  timer = setTimeout(send, AGAIN[Math.min(tries, AGAIN.length - 1)]);
  tries += 1;
}

async function post(deed) {
  const answer = await ask(address(deed), fields(deed)).catch((problem) => {
    if (problem instanceof Refused && problem.status === 404 && (deed.kind === "uncode" || deed.kind === "remove")) return null; // gone already
    throw problem;
  });
  const html = (await answer?.text().catch(() => "")) ?? "";
  await free();
  const isLast = [...waiting.values()].at(-1) === deed;
  done(deed);
  if (deed.kind === "mark" && html) used(deed.codes ?? []);
  swap(html, ({ id }) => id !== "extract-panel" || document.querySelector("[data-extract]")?.dataset.extract === deed.id);
  if (deed.kind === "mark" && deed.fresh && isLast && !undoing) open(deed.id); // its panel comes when nothing else is being done
}

function done(deed) {
  waiting.delete(deed.n);
  outbox.drop(deed);
  erase(deed);
}

function refused(deed, problem) {
  const ways = [["Try again", () => retry(deed)], ["Discard", () => discard(deed)]];
  const { told = {} } = problem;
  if (deed.kind === "ends" && told.start !== undefined) {
    ways[0] = ["Use mine", () => retry(Object.assign(deed, { seenStart: told.start, seenEnd: told.end }))];
    ways[1] = [`Keep ${told.who}’s`, () => discard(deed)];
    Object.assign(deed, { theirs: told });
    document.dispatchEvent(new CustomEvent("triad:look")); // theirs may not be drawn yet
  }
  const known = problem instanceof Refused;
  fail(deed, known ? problem.message : "Something went wrong in this page.", ways);
  if (!known) reportError(problem);
}

function retry(deed) {
  erase(deed);
  delete deed.message;
  draw(deed);
  outbox.keep(deed);
  send();
}

function discard(deed) {
  done(deed);
  document.dispatchEvent(new CustomEvent("triad:drawn"));
}

const extract = (id) => page.dataset.extractAddress.replace(/[0-9a-f-]{36}/, id);

const address = ({ kind, id, coding }) =>
  ({
    mark: page.dataset.extracts,
    code: `${extract(id)}codings/`,
    uncode: extract(coding).replace("/extracts/", "/codings/") + "removal/",
    ends: `${extract(id)}ends/`,
    remove: `${extract(id)}removal/`,
  })[kind];

function fields({ kind, id, version, start, end, codes = [], newCode = "", under, inVivo, seenStart, seenEnd }) {
  const body = new URLSearchParams({ person: page.dataset.person });
  if (kind === "mark") body.set("id", id);
  if (kind === "mark") body.set("briefly", "");
  if (kind === "mark" || kind === "ends") for (const [name, value] of Object.entries({ version, start, end })) body.set(name, value);
  if (kind === "ends") for (const [name, value] of Object.entries({ seen_start: seenStart, seen_end: seenEnd })) body.set(name, value);
  if (newCode) body.set("new_code", newCode);
  if (under) body.set("under", under);
  if (inVivo) body.set("in_vivo", "on");
  for (const code of codes) body.append("codes", code);
  return body;
}

/** What an earlier page could not send. */
function resume() {
  for (const deed of outbox.all()) {
    waiting.set(deed.n, deed);
    draw(deed);
  }
  if (waiting.size) send();
}

addEventListener("online", () => {
  tries = 0;
  if (waiting.size) send();
});
document.addEventListener("triad:connected", () => {
  if (waiting.size) send();
});
resume();
