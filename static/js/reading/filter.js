// <input type="search" data-filter="id">: of a nested list or a table with `data-depth` rows, shows the names with these
// words, and what they hang on.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function filter(input) {
  const wanted = plain(input.value.trim());
  let shownBelow = []; // the depths of the rows that stay, from the bottom up, until one hangs on them
  for (const item of [...document.getElementById(input.dataset.filter).querySelectorAll("li, tbody tr")].reverse()) {
    const depth = item.matches("tr") ? Number(item.dataset.depth) : depthOf(item);
    const isAbove = shownBelow.some((below) => below > depth);
    item.hidden = wanted !== "" && !isAbove && !plain(item.querySelector(".tree-name").textContent).includes(wanted);
    shownBelow = shownBelow.filter((below) => below <= depth);
    if (!item.hidden) shownBelow.push(depth);
  }
}

function depthOf(item) {
  let depth = 0;
  for (let list = item.parentElement; (list = list.parentElement?.closest("li")); ) depth += 1;
  return depth;
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-filter]")) filter(event.target);
});
