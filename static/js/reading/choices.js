// The codes one can choose from, read from the tree on the page, and which of them fit what was typed.

import { standing } from "./cursor.js";

const MOST = 8;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** The id of the code whose page a link leads to. */
export const codeOf = (link) => link.pathname.split("/").at(-2);

function allCodes() {
  return [...document.querySelectorAll("#code-tree .tree-name")].map((link) => {
    const above = link.closest("li").parentElement.closest("li")?.querySelector(".tree-name").textContent ?? "";
    return { id: codeOf(link), name: link.textContent, above, hue: link.parentElement.className.match(/hue-\d+/)?.[0] ?? "" };
  });
}

/** With nothing typed the codes used lately; otherwise the best first, and the new name last: where the tree's cursor stands, and on top. */
export function choicesFor(typed, { newOnly = false } = {}) {
  const wanted = plain(typed);
  const codes = allCodes();
  const name = typed.trim().replace(/\s+/g, " ");
  const under = standing();
  const made = [...(under ? [{ newCode: name, name, under: under.id, above: `under “${under.name}”` }] : []), { newCode: name, name }];
  if (newOnly) return name ? made : [];
  if (!wanted) {
    const lately = [...document.querySelectorAll("#recent-codes [data-apply]")].map((button) => button.dataset.apply);
    const known = lately.map((id) => codes.find((code) => code.id === id)).filter(Boolean);
    return [...known, ...codes.filter((code) => !lately.includes(code.id))].slice(0, MOST);
  }
  const found = codes.map((code) => ({ ...code, rank: rank(plain(code.name), wanted) })).filter((code) => code.rank < 4);
  found.sort((one, other) => one.rank - other.rank || one.name.length - other.name.length);
  return [...found.slice(0, MOST), ...(found[0]?.rank === 0 ? [] : made)];
}

function rank(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(` ${wanted}`)) return 2;
  return name.includes(wanted) ? 3 : 4;
}
