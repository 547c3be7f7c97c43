// A label on which files can be dropped, with the real input inside.
//
//   <label class="drop" data-drop>… <input type="file" name="files" multiple></label>
//   <ul class="drop-list" data-drop-list></ul>          anywhere in the same form: what was chosen

const overArea = (event) => event.target.closest?.("[data-drop]");

function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function listChosen(input) {
  const list = input.form?.querySelector("[data-drop-list]");
  if (!list) return;
  list.replaceChildren(...[...input.files].map((file) => {
    const row = document.createElement("li");
    const name = document.createElement("span");
    const bytes = document.createElement("span");
    name.textContent = file.name;
    bytes.textContent = size(file.size);
    bytes.className = "muted nowrap";
    row.append(name, bytes);
    return row;
  }));
}

document.addEventListener("dragover", (event) => {
  const area = overArea(event);
  if (!area || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  area.classList.add("is-over");
});

document.addEventListener("dragleave", (event) => {
  const area = overArea(event);
  if (area && !area.contains(event.relatedTarget)) area.classList.remove("is-over");
});

document.addEventListener("drop", (event) => {
  const area = overArea(event);
  const input = area?.querySelector("input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  event.preventDefault();
  area.classList.remove("is-over");
  const files = new DataTransfer();
  for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) files.items.add(file);
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-drop] input[type=file]")) listChosen(event.target);
});
