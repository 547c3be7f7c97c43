// Deeds of the board, sent as the forms in its menus send them.

/** Move an item; its cells are drawn anew and it keeps the focus. */
export function moveItem(item, values) {
  const cells = item.closest(".cmo-cells");
  const { id } = item;
  window.htmx.ajax("POST", item.dataset.move, { target: `#${cells.id}`, swap: "outerHTML", values }).then(() => {
    document.getElementById(id)?.focus({ preventScroll: true });
  });
}

/** Move a configuration before another row; at the end of what is shown, before what comes later (""): last. */
export async function moveRow(row, next) {
  const later = row.parentElement.querySelector(":scope > [data-later]");
  const before = next?.dataset.row ?? next?.dataset.later ?? later?.dataset.later ?? "";
  const hadFocus = row.contains(document.activeElement);
  const answer = await fetch(row.dataset.move, {
    method: "POST",
    headers: { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" },
    body: new URLSearchParams({ before }),
  });
  if (!answer.ok) return false;
  row.parentElement.insertBefore(row, next ?? later);
  if (hadFocus) row.querySelector(".cmo-code").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}
