// Asking the server while one reads. What comes of it is one of: an answer; nobody there; a refusal with its reason.

const WAIT = 20_000; // milliseconds; longer is no connection
const GONE = [502, 503, 504];

/** Nobody answered: what was asked may be asked again, later. */
export class Away extends Error {}

/** The server said no, and why. */
export class Refused extends Error {
  constructor(message, status, told = {}) {
    super(message);
    Object.assign(this, { status, told });
  }
}

export async function ask(address, body) {
  const method = body ? "POST" : "GET";
  const headers = { "HX-Request": "true", "HX-Current-URL": location.href, ...(body && { "X-CSRFToken": token() }) };
  let answer;
  try {
    answer = await fetch(address, { method, body, headers, signal: AbortSignal.timeout(WAIT) });
  } catch {
    throw new Away("No connection to Triad");
  }
  if (GONE.includes(answer.status)) throw new Away("Triad does not answer");
  if (answer.headers.get("HX-Redirect")?.includes("/log-in/")) throw new Away("You are no longer logged in: log in again in another tab");
  if (answer.ok) return answer;
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  const told = isJson ? await answer.json() : {};
  const said = answer.status === 422 ? (await answer.text()).trim() : told.message;
  throw new Refused(said ?? reason(answer.status), answer.status, told);
}

const reason = (status) =>
  ({
    403: "Your role does not allow this, or you logged in anew: load the page again.",
    404: "This is no longer here.",
    409: "Somebody else saved at the same moment.",
  })[status] ?? "Something went wrong on our side.";

/** The cookie knows of a log-in in another tab; the page does not. */
function token() {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return cookie?.split("=")[1] ?? JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}
