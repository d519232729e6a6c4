// Buttons that only a script can serve, and the one that copies a text.
/** Put a button behind what `name` marks; `act`, given that element, tells whether to say that it is done. */
export function addButton(name, act) {
  for (const place of document.querySelectorAll(`[data-${name}]`)) {
    const button = document.createElement("button");
    const status = document.createElement("span");
    button.type = "button";
    button.className = "govuk-button quieter";
    button.textContent = place.dataset[name];
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      status.textContent = "";
      if (await act(place)) status.textContent = place.dataset.done;
    });
    const row = document.createElement("div");
    row.className = "go";
    row.append(button, status);
    place.after(row);
  }
}

addButton("copy", async (place) => {
  const text = document.getElementById(place.dataset.copied);
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
});
