// The behaviours every page has. A page with one of its own adds a module in {% block scripts %}.
import "./keys.js";
import "./dialog.js";
import "./menu.js";
import "./drop.js";
import "./slices.js";
import "./busy.js";
import "./autosubmit.js";
import "./focus.js";
import "./say.js";
import "./laterrows.js";

document.documentElement.dataset.js = "";
