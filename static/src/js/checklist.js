// What one needs, to tick. The ticks stay in this browser, by guide; where it refuses to store them, they last as long
// as the page.
const section = document.querySelector("[data-ticks]");

function stored(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? [];
  } catch {
    return [];
  }
}

function store(name, ticked) {
  try {
    if (ticked.length) localStorage.setItem(name, JSON.stringify(ticked));
    else localStorage.removeItem(name);
  } catch {
    // Refused or full.
  }
}

// The item's own words become the label of its box.
function addBox(item) {
  const box = document.createElement("input");
  const label = document.createElement("label");
  box.type = "checkbox";
  box.value = item.dataset.need;
  // Otherwise a reload brings back ticks that were cleared in another tab.
  box.autocomplete = "off";
  label.append(box, ...item.childNodes);
  item.append(label);
  return box;
}

if (section) {
  const name = `ticks:${section.dataset.ticks}`;
  const boxes = Array.from(section.querySelectorAll("[data-need]"), addBox);
  const clear = section.querySelector("button");
  const show = () => {
    clear.parentElement.hidden = !boxes.some((box) => box.checked);
  };
  const before = stored(name);
  for (const box of boxes) box.checked = before.includes(box.value);
  show();
  section.addEventListener("change", () => {
    store(name, boxes.filter((box) => box.checked).map((box) => box.value));
    show();
  });
  clear.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    store(name, []);
    // The button goes away; who uses the keyboard goes on from the first box.
    boxes[0].focus();
    show();
  });
}
