// Triad counts Unicode code points, as Python does; JavaScript strings count UTF-16 units. Only this module converts.

/** How many code points the first `units` UTF-16 units of `text` are. A unit within a pair counts as its beginning. */
export function toPoints(text, units = text.length) {
  let points = 0;
  for (let at = 0; at < units; at += isPair(text, at) ? 2 : 1) points += at + 1 < units || !isPair(text, at) ? 1 : 0;
  return points;
}

/** The UTF-16 unit at which the code point number `points` begins. Beyond the end: the end. */
export function toUnits(text, points) {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += isPair(text, at) ? 2 : 1;
  return at;
}

function isPair(text, at) {
  return text.codePointAt(at) > 0xffff;
}
