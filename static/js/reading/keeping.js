// What is selected and what has the focus stay as they are while the words around them are drawn anew.
import { placeIn, turnOf, wordsOf } from "./words.js";

export function keeping(draw) {
  const selection = getSelection();
  const ends = selection.isCollapsed ? null : [
    spot(selection.anchorNode, selection.anchorOffset),
    spot(selection.focusNode, selection.focusOffset),
  ];
  const focused = document.activeElement?.closest(".turn-extracts button");
  const turn = focused?.closest(".turn").id;
  const result = draw();
  if (ends?.every(Boolean) && isOther(selection, ends)) {
    const [anchor, focus] = ends.map((end) => placeIn(wordsOf(document.getElementById(end.turn)), end.units));
    selection.setBaseAndExtent(...anchor, ...focus);
  }
  if (focused && !focused.isConnected) {
    document.querySelector(`#${turn} .turn-extracts [value="${focused.value}"]`)?.focus({ preventScroll: true });
  }
  return result;
}

function spot(node, offset) {
  const turn = turnOf(node);
  if (!turn || !wordsOf(turn).contains(node)) return null;
  const before = document.createRange();
  before.selectNodeContents(wordsOf(turn));
  before.setEnd(node, offset);
  return { node, offset, turn: turn.id, units: before.toString().length };
}

const isOther = ({ anchorNode, anchorOffset, focusNode, focusOffset }, [anchor, focus]) =>
  anchorNode !== anchor.node || anchorOffset !== anchor.offset || focusNode !== focus.node || focusOffset !== focus.offset;
