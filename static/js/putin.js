// <button data-put="words" data-put-into="#field">: puts the words into the field where the cursor stands, which stays there.
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-put]");
  const field = button && document.querySelector(button.dataset.putInto);
  if (!field) return;
  const before = field.value.slice(0, field.selectionStart);
  const space = before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(space + button.dataset.put, field.selectionStart, field.selectionEnd, "end");
  field.focus();
});
