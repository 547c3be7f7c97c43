// What others do in this text while one reads it: asked for every other second, drawn without loading the page again.
import { say } from "../say.js";
import { Away, Refused, ask } from "./asking.js";
import { showCounts } from "./counts.js";
import { awaitNothing, inHand } from "./current.js";
import { free } from "./hand.js";
import { fillAll } from "./margins.js";
import { waiting } from "./pending.js";
import { replace } from "./swap.js";
import { tell } from "./waiting.js";
import { open } from "./walk.js";

const EVERY = 1500; // milliseconds
const UNSEEN = 20_000; // while the page is hidden
const SLOWEST = 30_000; // while nobody answers
const page = document.querySelector("[data-reading]");
const panel = () => document.getElementById("extract-panel");
let asOf = page.dataset.asOf;
let pause = EVERY;
let asking = false;
let timer;

function again(after = document.hidden ? UNSEEN : pause) {
  clearTimeout(timer);
  timer = setTimeout(look, after);
}

async function look() {
  if (asking) return;
  asking = true;
  try {
    const query = new URLSearchParams({ as_of: asOf, version: page.dataset.version, extract: inHand() ?? "" });
    const answer = await ask(`${page.dataset.news}?${query}`);
    back();
    if (answer.status !== 204) {
      const news = await answer.json();
      await free();
      take(news);
    }
  } catch (problem) {
    if (problem instanceof Away || problem.status >= 500) lost(problem.message);
    else if (problem instanceof Refused) return outdated(problem.message); // and ask no more
    else throw problem;
  } finally {
    asking = false;
  }
  if (page.dataset.version !== "") again();
}

function back() {
  pause = EVERY;
  if (!("away" in page.dataset)) return;
  delete page.dataset.away;
  if (![...waiting.values()].some((deed) => !deed.message)) tell("");
  document.dispatchEvent(new CustomEvent("triad:connected"));
}

function lost(problem) {
  pause = Math.min(pause * 2, SLOWEST);
  page.dataset.away = "";
  tell(problem);
}

function take(news) {
  if (news.outdated) return outdated("The words of this interview were changed. Load the page again to go on.");
  asOf = news.as_of;
  fillAll();
  const changed = replace(parts(news));
  showCounts(news.counts);
  for (const { words } of news.told.filter(({ turns }) => !turns.length || turns.some((n) => changed.includes(`turn-${n}`)))) say(words);
  if (news.changed.includes(inHand()) && !own(inHand())) renewPanel();
  if (news.gone.includes(inHand()) && !own(inHand())) emptyPanel();
}

function parts({ turns, tree }) {
  const found = [...new DOMParser().parseFromString(turns, "text/html").querySelectorAll(".turn")];
  if (tree === null) return found;
  const list = document.getElementById("code-tree").cloneNode(false);
  list.append(...new DOMParser().parseFromString(`<ul>${tree}</ul>`, "text/html").querySelector("ul").childNodes);
  return [...found, list];
}

/** What is on its way draws the panel anyhow. */
const own = (id) => [...waiting.values()].some((deed) => deed.id === id && !deed.message);

function renewPanel() {
  if (!isWrittenIn()) return open(inHand());
  notice("Somebody else changed this extract.", "Show it as it is now", () => open(inHand()));
}

function emptyPanel() {
  awaitNothing();
  const words = "This extract was deleted by somebody else.";
  if (isWrittenIn()) return notice(words);
  panel().replaceChildren();
  notice(words);
}

const isWrittenIn = () =>
  [...panel().querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio])")].some((field) => field.value !== field.defaultValue);

function notice(text, label, run) {
  panel().querySelector("[data-meanwhile]")?.remove();
  const line = document.createElement("p");
  line.className = "panel-section meanwhile";
  line.dataset.meanwhile = "";
  line.setAttribute("role", "status");
  line.textContent = text;
  if (label) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button-small", textContent: label });
    button.addEventListener("click", run);
    line.append(" ", button);
  }
  panel().prepend(line);
}

function outdated(words) {
  page.dataset.version = "";
  clearTimeout(timer);
  const room = document.getElementById("outbox");
  const link = document.createElement("a");
  Object.assign(link, { href: location.href, textContent: "Load it again" });
  room.replaceChildren(words, " ", link);
  room.hidden = false;
}

document.addEventListener("visibilitychange", () => again(document.hidden ? UNSEEN : 0));
document.addEventListener("triad:look", () => again(0));
addEventListener("online", () => again(0));
addEventListener("offline", () => lost("No connection to Triad"));
again();
