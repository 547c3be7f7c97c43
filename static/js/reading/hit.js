// Come from a search: `?hit=120-127` is the place of the hit in the words, in code points. It is painted and brought into view.
import { rangesOf } from "./words.js";

const [start, end] = new URLSearchParams(location.search).get("hit").split("-").map(Number);
const ranges = end > start ? rangesOf({ start, end }) : [];

if (ranges.length && globalThis.Highlight) CSS.highlights.set("search", new Highlight(...ranges));
ranges[0]?.startContainer.parentElement.scrollIntoView({ block: "center" });
