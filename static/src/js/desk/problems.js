// Problems within the steps: one list for the server, whose members say to which step they belong.
import { addTools } from "./parts.js";
import { button } from "./words.js";

const template = document.getElementById("desk-new-problem");
const total = document.getElementById("id_problems-TOTAL_FORMS");

const problemsOf = (place) => [...place.querySelectorAll(":scope > .desk-problem")].filter((each) => !each.hidden);

const add = (place, step) => {
  const at = total.value;
  const holder = document.createElement("div");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", at);
  const problem = holder.firstElementChild;
  problem.querySelector('[name$="-at"]').value = step.querySelector('[name$="-mark"]').value;
  place.querySelector(":scope > .desk-add").before(problem);
  total.value = Number(at) + 1;
  addTools(problem, () => problemsOf(place));
  problem.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: "problems" } }));
  problem.querySelector("input[type=text]:not([name$='-order'])").focus();
};

const prepare = (step) => {
  const place = step.querySelector(".desk-problems");
  if (!place) return;
  const mark = step.querySelector('[name$="-mark"]');
  if (!mark.value) mark.value = `new-${step.id}`;
  for (const problem of problemsOf(place)) addTools(problem, () => problemsOf(place));
  place.append(button(template.dataset.add, "desk-add", () => add(place, step)));
};

if (template && total) {
  document.querySelectorAll("#steps-group .inline-related:not(.empty-form, .desk-problem)").forEach(prepare);
  document.addEventListener("formset:added", (it) => it.detail.formsetName === "steps" && prepare(it.target));
}
