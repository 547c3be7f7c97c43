/** Run after the second frame from the `load` event on, when all that loading brought is on the screen. */
export function onPainted(run) {
  const later = () => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
  if (document.readyState === "complete") later();
  else addEventListener("load", later);
}
