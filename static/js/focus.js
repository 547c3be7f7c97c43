// [data-focus] takes the focus when it arrives: the summary of errors after a form could not be saved.
// <summary data-focus-within>: opening the details moves the focus to the first field in them.

function focusIn(root) {
  const asking = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
  asking?.focus();
}

focusIn(document);
document.addEventListener("click", ({ target }) => {
  const details = target.closest?.("summary[data-focus-within]")?.parentElement;
  if (!details || details.open) return; // it is about to close
  details.addEventListener("toggle", () => details.querySelector("select, textarea, input:not([type=hidden])")?.focus(), { once: true });
});

document.addEventListener("htmx:load", (event) => focusIn(event.target));
