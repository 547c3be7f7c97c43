// Many files of a form go to the server a few at a time, with progress: what has arrived stays there whatever happens
// to the rest. Without scripts the form sends them all at once.
//
//   <form method="post" enctype="multipart/form-data" data-slices> … <input type="file" name="files" multiple>
//   <div data-slices-progress hidden><progress></progress><p role="status"></p></div>

import { newId } from "./ids.js";

const SLICE = 10; // files, or
const BYTES = 8e6; // so many bytes
const TRIES = 3;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-slices]");
  const files = [...(form?.querySelector("input[type=file]")?.files ?? [])];
  if (files.length <= SLICE || files.length > Number(form.dataset.slices)) return; // too many: the server says so
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  window.addEventListener("beforeunload", warn);
  send(form, files).then(
    (address) => location.assign(address),
    (problem) => {
      form.removeAttribute("aria-busy");
      show(form, 0, files.length, `${problem.message} Try again.`);
    },
  ).finally(() => window.removeEventListener("beforeunload", warn));
}, true);

const warn = (event) => event.preventDefault();

async function send(form, files) {
  const slices = sliced(files);
  const last = slices.at(-1);
  const batch = newId(); // made here, so that a slice sent again after a broken connection makes no second batch
  let answer = null;
  for (const slice of slices) {
    show(form, slice.first, files.length, `${slice.first} of ${files.length} files sent`);
    answer = await post(form, { batch, first: slice.first, ...(slice === last ? {} : { more: 1 }) }, slice.files);
  }
  show(form, files.length, files.length, "All files sent");
  return answer.url;
}

async function post(form, told, files) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of Object.entries(told)) data.append(name, value);
  for (const file of files) data.append("files", file);
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      if (answer.ok) return answer;
      if (answer.status < 500 || tries === TRIES) throw new Error("The server refused the files.");
    } catch (problem) {
      if (tries === TRIES || problem.message.startsWith("The server")) throw new Error(sentence(problem));
    }
    await new Promise((done) => setTimeout(done, 1000 * tries));
  }
}

const sentence = (problem) =>
  problem.message.startsWith("The server") ? problem.message : "The files could not be sent: the connection broke off.";

function sliced(files) {
  const slices = [];
  let bytes = 0;
  files.forEach((file, place) => {
    if (!slices.length || slices.at(-1).files.length === SLICE || bytes + file.size > BYTES) {
      slices.push({ first: place, files: [] });
      bytes = 0;
    }
    slices.at(-1).files.push(file);
    bytes += file.size;
  });
  return slices;
}

function show(form, done, all, words) {
  const place = form.querySelector("[data-slices-progress]");
  if (!place) return;
  place.hidden = false;
  Object.assign(place.querySelector("progress"), { max: all, value: done });
  place.querySelector("[role=status]").textContent = words;
}
