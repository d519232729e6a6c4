// Leaving with what is not saved asks first.
import { onChange } from "./changing.js";

const form = document.querySelector(".desk-form #content-main form[method=post]");
let changed = Boolean(document.getElementById("form-faults"));

if (form) {
  onChange(form, () => (changed = true));
  form.addEventListener("submit", (it) => {
    if (!it.defaultPrevented && !it.submitter?.hasAttribute("data-typed")) changed = false;
  });
  addEventListener("beforeunload", (it) => changed && it.preventDefault());
}
