// The words come first: what acts on them is fetched when they are painted, and what came packed in <noscript> is
// unpacked: the turns and the codes below the first screen, and the form of “Show only”.
import { parsed } from "../parse.js";
import { onPainted } from "./painted.js";

onPainted(async () => {
  const page = document.querySelector("[data-reading]");
  const reached = document.querySelector(":target");
  for (const packed of document.querySelectorAll("[data-words] noscript, #code-tree noscript, noscript[data-later]")) {
    packed.replaceWith(...parsed(packed.textContent));
  }
  if (location.hash && !reached) location.replace(location.hash); // the turn that the address names may only be here now
  const htmx = document.createElement("script");
  htmx.src = page.dataset.later;
  document.head.append(htmx);
  await import("../main.js");
  await import("./walk.js");
  if (new URLSearchParams(location.search).has("hit")) await import("./hit.js");
  if ("mayCode" in page.dataset) await Promise.all([import("./coding.js"), import("./undo.js")]);
  await import("./news.js");
  page.dataset.ready = "";
});
