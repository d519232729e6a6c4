// The editors' forms. Without this they save all the same.
import "./desk/fields.js";
import "./desk/hours.js";
import "./desk/parts.js";
import "./desk/problems.js";
import "./desk/places.js";
import "./desk/outline.js";
import "./desk/toolbar.js";
import "./desk/pasting.js";
import "./desk/signing.js";
import "./desk/leaving.js";
import "./desk/typed.js";
import "./desk/noticing.js";
