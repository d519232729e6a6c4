// Buttons that write the marks of a text. The text stays plain: what is saved is what is seen in the field.
import { button, words } from "./words.js";

const type = (field, text) => {
  field.focus();
  // Keeps what can be undone; where a browser does not know it, the text is put in all the same.
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

const chosen = (field) => field.value.slice(field.selectionStart, field.selectionEnd);

const wrap = (before, after) => (field) => {
  const text = chosen(field);
  const start = field.selectionStart;
  type(field, before + text + after);
  if (!text) field.setSelectionRange(start + before.length, start + before.length);
};

const list = (field) => {
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  field.setSelectionRange(start, field.selectionEnd);
  const lines = chosen(field).split("\n");
  const all = lines.every((line) => line.startsWith("- "));
  type(field, lines.map((line) => (all ? line.slice(2) : `- ${line}`)).join("\n"));
};

// The list of what a link may lead to
let dialog;
let into;
let range;

const put = (target) => {
  dialog.close();
  into.focus();
  into.setSelectionRange(...range);
  const text = chosen(into) || target.name;
  type(into, `[${text}](${target.target})`);
};

let asked = 0;
const look = async (query, results) => {
  const mine = ++asked;
  const own = /^https?:\/\//.test(query) ? [{ target: query.replace(/^http:/, "https:"), kind: words.address, name: query.replace(/^https?:\/\//, "") }] : [];
  const answer = own.length ? { targets: [] } : await (await fetch(`${words.targets}?q=${encodeURIComponent(query)}`)).json();
  if (mine !== asked) return;
  results.replaceChildren(
    ...[...own, ...answer.targets].map((target) => {
      const item = document.createElement("li");
      const press = button(target.name, "desk-target", () => put(target));
      const kind = document.createElement("span");
      kind.className = "quiet";
      kind.textContent = ` ${target.kind}`;
      press.append(kind);
      item.append(press);
      return item;
    }),
  );
};

const choose = (field) => {
  into = field;
  range = [field.selectionStart, field.selectionEnd];
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "desk-link";
    const label = document.createElement("label");
    const query = document.createElement("input");
    query.type = "search";
    query.className = "vTextField";
    label.append(words.find, query);
    const results = document.createElement("ul");
    query.addEventListener("input", () => look(query.value, results));
    query.addEventListener("keydown", (it) => {
      if (it.key !== "Enter") return;
      it.preventDefault();
      results.querySelector("button")?.click();
    });
    dialog.append(label, results, button(words.close, "", () => dialog.close()));
    document.body.append(dialog);
  }
  dialog.querySelector("input").value = "";
  look("", dialog.querySelector("ul"));
  dialog.showModal();
};

const TOOLS = [
  ["bold", "B", wrap("**", "**")],
  ["label", "[[ ]]", wrap("[[", "]]")],
  ["address", "` `", wrap("`", "`")],
  ["link", words.link, choose],
  ["list", "•", list],
];

const addBar = (field) => {
  if (field.previousElementSibling?.matches(".desk-toolbar") || field.name.includes("__prefix__")) return;
  const bar = document.createElement("div");
  bar.className = "desk-toolbar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", words.marks);
  for (const [name, sign, press] of TOOLS) {
    const made = button(sign, `desk-mark-${name}`, () => press(field));
    made.title = words[name];
    made.setAttribute("aria-label", words[name]);
    // The field keeps what is selected in it.
    made.addEventListener("mousedown", (it) => it.preventDefault());
    bar.append(made);
  }
  field.before(bar);
};

const addBars = (part) => part.querySelectorAll("textarea[data-marks]").forEach(addBar);
addBars(document);
document.addEventListener("formset:added", (it) => addBars(it.target));
