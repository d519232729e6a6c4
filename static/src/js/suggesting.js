// What suggests places comes with the first focus of a field: who types none does not load it.
document.addEventListener("focusin", ({ target }) => {
  const script = target.form?.dataset.script;
  if (script && target.name === "near") import(script);
});
