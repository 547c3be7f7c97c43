// After coding: the code is the one used last, and has one extract more. The server says so too, when news are asked for.

const MOST = 9;

export function used(codes) {
  for (const code of codes) {
    const name = document.querySelector(`#code-tree .tree-name[href$="/${code}/"]`);
    const count = document.getElementById(`count-${code}`);
    if (count) count.textContent = Number(count.textContent) + 1;
    if (name) goFirst(code, name);
  }
}

function goFirst(code, name) {
  const list = document.getElementById("recent-codes");
  if (!list) return;
  list.prepend(list.querySelector(`[data-apply="${code}"]`)?.closest("li") ?? row(code, name));
  const rows = [...list.children];
  for (const old of rows.slice(MOST)) old.remove();
  rows.slice(0, MOST).forEach((each, place) => {
    each.firstElementChild.dataset.key = place + 1;
    each.querySelector("kbd").textContent = place + 1;
  });
}

function row(code, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `recent-code ${name.parentElement.className.match(/hue-\d+/)?.[0] ?? ""}`;
  Object.assign(button.dataset, { apply: code, keyLabel: `Code with “${name.textContent}”` });
  const dot = document.createElement("span");
  dot.className = "dot";
  const label = document.createElement("span");
  label.className = "clip";
  label.textContent = name.textContent;
  button.append(document.createElement("kbd"), dot, label);
  const item = document.createElement("li");
  item.append(button);
  return item;
}
