// [data-focus] takes the focus when it arrives: the summary of errors after a form could not be saved.

function focusIn(root) {
  const asking = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
  asking?.focus();
}

focusIn(document);
document.addEventListener("htmx:load", (event) => focusIn(event.target));
