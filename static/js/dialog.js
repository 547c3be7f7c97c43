// Native dialogs, opened and closed by attributes.
//
//   <a href="/…/new/" data-dialog-open="new-code">New code</a>      without this module the link leads to the page
//   <dialog id="new-code" class="dialog">… <button data-dialog-close>Cancel</button></dialog>
//   <dialog data-dialog-auto>                                       opens when it arrives (with htmx)

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog-open]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialogOpen);
    if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
    return;
  }
  const closer = event.target.closest?.("[data-dialog-close]");
  if (closer) {
    closer.closest("dialog")?.close();
    return;
  }
  if (isBackdrop(event)) event.target.close();
});

/** A click on the backdrop has the dialog as target and lies outside its box. A form half filled in stays open. */
function isBackdrop(event) {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open || dialog.querySelector("form:not([method=dialog])")) return false;
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

function openThoseThatAsk(root) {
  const asking = root.matches?.("dialog[data-dialog-auto]") ? [root] : root.querySelectorAll?.("dialog[data-dialog-auto]") ?? [];
  for (const dialog of asking) if (!dialog.open) dialog.showModal();
}

openThoseThatAsk(document);
document.addEventListener("htmx:load", (event) => openThoseThatAsk(event.target));
