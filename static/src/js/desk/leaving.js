// Leaving with what is not saved asks first.
const form = document.querySelector(".desk-form #content-main form[method=post]");
let changed = Boolean(document.getElementById("form-faults"));

if (form) {
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("desk:parts", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (it) => changed && it.preventDefault());
}
