// The words come first: what acts on them is fetched when they are painted, and the codes below the first screen, which
// came packed in <noscript>, are unpacked.
import { parsed } from "../parse.js";
import { onPainted } from "./painted.js";

onPainted(async () => {
  const page = document.querySelector("[data-reading]");
  for (const codes of document.querySelectorAll("#code-tree noscript")) codes.replaceWith(...parsed(codes.textContent));
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
