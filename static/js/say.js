// Short words after a deed that made no new page, read out to screen readers.
//
//   import { say } from "./say.js";  say("Saved"); say("Could not be saved", "error");
//   Server: the header  HX-Trigger: {"say": "Saved"}  or  {"say": {"text": "…", "level": "error", "offer": "redo"}}

const SHOWN = { info: 4000, error: 8000 }; // milliseconds

/** `offer` is "undo" or "redo": the toast has a button for it. */
export function say(text, level = "info", offer = "") {
  const room = document.getElementById("toasts");
  if (!room || !text) return;
  const toast = document.createElement("p");
  toast.className = `toast toast-${level}`;
  toast.textContent = text;
  const form = offer && document.querySelector(`[data-key="${{ undo: "u", redo: "shift+u" }[offer]}"]`)?.form;
  if (form) toast.append(button(offer === "undo" ? "Undo" : "Redo", form, toast));
  room.append(toast);
  setTimeout(() => toast.remove(), SHOWN[level] ?? SHOWN.info);
}

function button(words, form, toast) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "toast-button";
  element.textContent = words;
  element.addEventListener("click", () => {
    toast.remove();
    form.requestSubmit();
  });
  return element;
}

document.addEventListener("say", ({ detail }) => {
  const { text, level, offer } = typeof detail?.value === "string" ? { text: detail.value } : detail ?? {};
  say(text, level, offer);
});

// A page fetched anew after undoing keeps its place, far from the notices at its top.
for (const notice of document.querySelectorAll(".notices > [data-offer]")) {
  say(notice.querySelector("div").textContent, "info", notice.dataset.offer);
  notice.remove();
}

// What was refused is done with at the next success; what lies over a page as high as the window goes by itself.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.xhr.status < 400 && detail.requestConfig?.verb !== "get") {
    for (const old of document.querySelectorAll(".toast-error, .is-full .notices > .notice-error")) old.remove();
  }
});
setTimeout(() => {
  for (const notice of document.querySelectorAll(".is-full .notices > .notice")) notice.remove();
}, SHOWN.error);

document.addEventListener("htmx:sendError", () => say("No connection to Triad. Nothing was saved: check the network and try again.", "error"));
document.addEventListener("htmx:timeout", () => say("Triad took too long to answer. Try again in a moment.", "error"));
document.addEventListener("htmx:responseError", ({ detail }) => {
  const status = detail.xhr?.status;
  // A corner of a thing that was undone while the corner was on its way.
  if (status === 404 && detail.elt?.matches("[hx-get][hx-trigger=load]")) return;
  if (status === 403) say("Your role does not allow this. Nothing was changed.", "error");
  else if (status === 404) say("This is no longer here. Load the page again.", "error");
  else if (status === 409) say("Somebody else saved at the same moment. Nothing of yours was saved: load the page again.", "error");
  else if (status >= 500) say("Something went wrong on our side. This was not saved: try again.", "error");
  else say("This could not be done. Load the page again and retry.", "error");
});
