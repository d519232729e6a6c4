// Hours in rows and as text say the same while one types; the server tells what readers will see.
const WAIT = 400;

for (const hours of document.querySelectorAll("[data-hours]")) {
  const form = hours.closest("form");
  const text = form.elements[hours.dataset.hours];
  const was = form.elements[`${hours.dataset.hours}-was`];
  const exceptions = form.elements.exceptions;
  const seen = form.elements.hours_seen;
  const told = form.querySelector(".desk-readers-see");
  const cells = [...hours.querySelectorAll(".desk-week input")];
  if (!seen || !told) continue;
  let waiting, asked = 0;

  const ask = async (byRows) => {
    const number = ++asked;
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.set("name", hours.dataset.hours);
    sent.set(text.name, byRows ? was.value : text.value);
    sent.set("exceptions", exceptions?.value ?? "");
    if (byRows) for (const field of [was, ...cells]) sent.set(field.name, field.value);
    try {
      const answer = await fetch(hours.dataset.address, { method: "POST", body: sent });
      if (!answer.ok || number !== asked) return;
      const said = await answer.json();
      if (number !== asked) return; // typed on meanwhile
      told.innerHTML = said.html; // made by our own server
      seen.value = said.expression;
      if (byRows && (said.expression || said.cells)) text.value = said.expression;
      else if (!byRows && said.cells) said.cells.flat().forEach((value, place) => (cells[place].value = value));
    } catch {
      // Saving tells it all the same.
    }
  };

  form.addEventListener("input", (it) => {
    const byRows = cells.includes(it.target);
    if (!byRows && it.target !== text && it.target !== exceptions) return;
    asked++;
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT, byRows);
  });
}
