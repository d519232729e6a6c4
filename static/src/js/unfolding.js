// What is folded on a phone stands open where there is room beside the text.
if (matchMedia("(min-width: 58rem)").matches) {
  for (const fold of document.querySelectorAll("details[data-unfold]")) fold.open = true;
}
