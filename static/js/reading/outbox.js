// What was done here and is not confirmed yet, in the browser's storage: it outlives a lost connection and a closed
// page. Places, versions, codes and ids alone: never a word of the transcript. One entry a deed, so that two tabs
// cannot overwrite each other; each person's apart.

const { person, source } = document.querySelector("[data-reading]").dataset;
const ROOM = `triad.deed.${person}.${source}.`;
const KEPT = ["kind", "id", "version", "start", "end", "codes", "newCode", "under", "inVivo", "coding", "seenStart", "seenEnd"];
let last = 0;

/** A number that is larger than all before it, also than those of an earlier page. */
export function nextNumber() {
  last = Math.max(last + 1, Date.now());
  return String(last).padStart(16, "0");
}

export function keep(deed) {
  const kept = Object.fromEntries(KEPT.filter((name) => deed[name] !== undefined).map((name) => [name, deed[name]]));
  try {
    localStorage.setItem(ROOM + deed.n, JSON.stringify(kept));
  } catch {
    // the storage is full or forbidden: the deed waits in this page alone
    deed.here = true;
  }
}

export const drop = (deed) => localStorage.removeItem(ROOM + deed.n);

/** Whether it is still to be sent: another tab may have done so. */
export const holds = (deed) => deed.here || localStorage.getItem(ROOM + deed.n) !== null;

/** What waits for this source, the oldest first. */
export function all() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(ROOM)).sort();
  return names.map((name) => ({ n: name.slice(ROOM.length), ...JSON.parse(localStorage.getItem(name)) }));
}
