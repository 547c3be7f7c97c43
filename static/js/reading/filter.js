// <input type="search" data-filter="id of a tree">: shows the branches with these words in their name, and what they hang on.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function filter(input) {
  const wanted = plain(input.value.trim());
  const tree = document.getElementById(input.dataset.filter);
  for (const branch of [...tree.querySelectorAll("li")].reverse()) {
    const own = plain(branch.querySelector(".tree-name").textContent).includes(wanted);
    branch.hidden = wanted !== "" && !own && !branch.querySelector("li:not([hidden])");
  }
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-filter]")) filter(event.target);
});
