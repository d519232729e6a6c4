// A form that changes: by typing, by choosing from a list with search (which only jQuery hears of), by moving parts.
export const onChange = (form, told) => {
  form.addEventListener("input", told);
  form.addEventListener("desk:parts", told);
  window.django?.jQuery?.(form).on("change", told);
};
