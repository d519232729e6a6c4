// Parts of a form (steps, answers): moved up and down, removed, opened and folded.
import { button, words } from "./words.js";

const own = (group, selector) => [...group.querySelectorAll(selector)].filter((each) => each.closest("[data-prefix]") === group);
export const partsOf = (group) =>
  own(group, ".inline-related:not(.empty-form, .desk-problem)").filter((part) => !part.hidden);
const orderOf = (part) => part.querySelector('[name$="-order"]');
const titleOf = (part) => part.querySelector("input[type=text]:not([name$='-order']), textarea, select");

const tell = (group) => group.dispatchEvent(new CustomEvent("desk:parts", { bubbles: true }));

// Places from 1 in the order of the page. What was never moved keeps its place as it was sent.
export const number = (siblings) =>
  siblings.forEach((part, at) => {
    const order = orderOf(part);
    if (order) order.value = at + 1;
    const shown = part.querySelector(":scope > details > summary .desk-number");
    if (shown) shown.textContent = at + 1;
  });

export const move = (part, by, siblings) => {
  const list = siblings();
  const other = list[list.indexOf(part) + by];
  if (!other) return;
  if (by < 0) other.before(part);
  else other.after(part);
  number(siblings());
  part.dispatchEvent(new CustomEvent("desk:parts", { bubbles: true }));
  part.scrollIntoView({ block: "nearest" });
};

// New parts are hidden and marked: Django's own way of removing one counts the others anew by their place on the page.
export const remove = (part, siblings) => {
  const mark = document.createElement("input");
  mark.type = "hidden";
  mark.name = `${part.id}-DELETE`;
  mark.value = "on";
  part.append(mark);
  part.hidden = true;
  number(siblings());
};

export const addTools = (part, siblings) => {
  const tools = part.querySelector(":scope > .desk-part-tools");
  if (!tools || tools.querySelector(".desk-up")) return;
  if (orderOf(part)) {
    part.classList.add("desk-placed");
    for (const [sign, name, by] of [["↑", "up", -1], ["↓", "down", 1]]) {
      const pressed = button(sign, `desk-${name}`, () => {
        move(part, by, siblings);
        pressed.focus();
      });
      pressed.title = `${words[name]} (Alt+${sign})`;
      pressed.setAttribute("aria-label", words[name]);
      tools.prepend(pressed);
      if (name === "down") tools.querySelector(".desk-up").after(pressed);
    }
    part.addEventListener("keydown", (it) => {
      if (!it.altKey || !["ArrowUp", "ArrowDown"].includes(it.key) || it.target.closest(".inline-related") !== part) return;
      it.preventDefault();
      move(part, it.key === "ArrowUp" ? -1 : 1, siblings);
      it.target.focus();
    });
  }
  if (!part.classList.contains("has_original") && !part.querySelector(":scope > .desk-part-tools .delete"))
    tools.append(
      button(words.remove, "desk-remove", () => {
        remove(part, siblings);
        tell(part.parentNode);
      }),
    );
};

const prepare = (group) => {
  const siblings = () => partsOf(group);
  for (const part of siblings()) addTools(part, siblings);
  const heading = group.querySelector(".inline-heading");
  const fold = (open) => () => siblings().forEach((part) => (part.querySelector("details").open = open));
  const tools = document.createElement("div");
  tools.className = "desk-fold";
  tools.append(button(words.open, "", fold(true)), button(words.fold, "", fold(false)));
  heading.after(tools);
};

const groups = document.querySelectorAll(".desk-parts");
groups.forEach(prepare);

document.addEventListener("formset:added", (it) => {
  const group = it.target.closest(".desk-parts");
  if (!group || it.target.classList.contains("desk-problem")) return;
  const siblings = () => partsOf(group);
  const part = it.target;
  part.querySelector(":scope > .desk-part-tools .inline-deletelink")?.parentNode.remove();
  addTools(part, siblings);
  part.querySelector(":scope > details").open = true;
  const shown = part.querySelector(".desk-number");
  shown.textContent = siblings().length;
  titleOf(part)?.focus();
  tell(group);
});

// The name in the heading follows what is typed.
document.addEventListener("input", (it) => {
  const part = it.target.closest?.(".desk-parts .inline-related:not(.desk-problem)");
  if (!part || it.target !== titleOf(part)) return;
  part.querySelector(".desk-part-name").textContent = it.target.value;
  tell(part.parentNode);
});
