// Fields that grow with their text and say how much room is left.
import { words } from "./words.js";

const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

const grow = (field) => {
  if (GROWS_BY_ITSELF || field.tagName !== "TEXTAREA") return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
};

const count = (field) => {
  const most = Number(field.dataset.most);
  if (!most) return;
  // Python counts characters, JavaScript units of UTF-16.
  const left = most - [...field.value].length;
  let told = field.parentNode.querySelector(":scope > .desk-left");
  if (!told) {
    told = document.createElement("span");
    told.className = "desk-left quiet";
    field.after(told);
  }
  told.classList.toggle("desk-over", left < 0);
  told.textContent = `${left < 0 ? words.over : words.left} ${Math.abs(left)}`;
};

const look = (field) => {
  grow(field);
  count(field);
};

for (const event of ["input", "focusin"]) document.addEventListener(event, (it) => it.target.matches?.("[data-most], textarea") && look(it.target));
// It stays when one leaves the field: what is below must not move under a press.
for (const field of document.querySelectorAll("textarea")) grow(field);
// A folded text has no height to be measured.
document.addEventListener("toggle", (it) => it.target.querySelectorAll?.("textarea").forEach(grow), true);
