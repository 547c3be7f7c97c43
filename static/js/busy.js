// A plain form is sent once: a second click while the answer is on its way does nothing.
// htmx has its own way (hx-disabled-elt); downloads switch this off with data-busy="off".

const RELEASE = 10000; // an answer that never leaves the page (a download) frees the form again

const release = (form) => form.removeAttribute("aria-busy");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.busy === "off" || form.method === "dialog" || isHtmx(form)) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  form.setAttribute("aria-busy", "true");
  setTimeout(release, RELEASE, form);
});

function isHtmx(form) {
  return form.matches("[hx-post], [hx-get], [hx-put], [hx-patch], [hx-delete]") || form.closest("[hx-boost=true]") !== null;
}

// Back from the next page: the browser may show this one as it was left.
window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(release));
