// Loaded by suggesting.js. Places offered while somebody types: a combobox with a listbox (ARIA 1.2), its focus always in the field.
const PAUSE = 180; // milliseconds without a key before the server is asked

const element = (name, attributes) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const enhance = (form) => {
  const field = form.querySelector("input[name=near]");
  const list = element("ul", { id: "near-places", class: "suggestions", role: "listbox", "aria-label": form.dataset.list });
  const status = element("div", { class: "govuk-visually-hidden", role: "status" });
  const place = element("input", { type: "hidden", name: "place" });
  let active = -1;
  let timer;
  let asked;

  const mark = (index) => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === index));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (isOpen) => {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", isOpen);
    mark(-1);
  };
  const choose = (option) => {
    field.value = option.textContent;
    place.value = option.dataset.place;
    form.append(place);
    status.textContent = "";
    show(false);
  };
  const offer = (places) => {
    list.replaceChildren(
      ...places.map((each, at) => {
        const option = element("li", { id: `near-place-${at}`, role: "option", "data-place": each.place });
        option.textContent = each.label;
        return option;
      }),
    );
    show(places.length > 0);
    status.textContent = places.length ? `${form.dataset.found} ${places.length}` : "";
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(form.dataset.places, location.href);
    address.searchParams.set("q", field.value);
    try {
      const response = await fetch(address, { signal: asked.signal, credentials: "omit" });
      if (response.ok) offer((await response.json()).places);
    } catch {
      // Without suggestions the form works all the same.
    }
  };

  field.addEventListener("input", () => {
    place.remove();
    clearTimeout(timer);
    asked?.abort();
    if (field.value.trim().length < 2) show(false);
    else timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) show(false);
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (list.hidden) show(true);
      mark(active < 0 ? (step > 0 ? 0 : count - 1) : (active + step + count) % count);
    } else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => {
    clearTimeout(timer);
    asked?.abort();
    show(false);
  });
  // The field keeps its focus while an option is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => choose(target.closest("[role=option]")));

  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })) {
    field.setAttribute(key, value);
  }
  field.parentElement.append(list, status);
  show(false);
};

document.querySelectorAll("form[data-places]").forEach(enhance);
