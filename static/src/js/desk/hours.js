// Hours in rows and as text say the same while one types, and so do days with other hours; the server tells what readers
// will see.
const WAIT = 400;

for (const hours of document.querySelectorAll("[data-hours]")) {
  const form = hours.closest("form");
  const text = form.elements[hours.dataset.hours];
  const was = form.elements[`${hours.dataset.hours}-was`];
  const dated = form.querySelector("[data-dated]");
  const days = form.elements.exceptions;
  const daysWere = form.elements["exceptions-was"];
  const seen = form.elements.hours_seen;
  const told = form.querySelector(".desk-readers-see");
  const cells = [...hours.querySelectorAll(".desk-week input")];
  const body = dated?.querySelector("tbody");
  if (!seen || !told) continue;
  let waiting, asked = 0;

  // The rows of the table are numbered; a new one is a copy of the last, empty.
  const addRow = () => {
    const row = body.lastElementChild.cloneNode(true);
    for (const field of row.querySelectorAll("input")) {
      field.name = field.name.replace(/-\d+-/, `-${body.children.length}-`);
      field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/^\d+/, body.children.length + 1));
      field.value = "";
    }
    body.append(row);
    return row;
  };

  const fill = (rows) => {
    while (body.children.length < rows.length + 1) addRow();
    [...body.children].forEach((row, at) =>
      row.querySelectorAll("input").forEach((field, place) => (field.value = rows[at]?.[place] ?? "")),
    );
  };

  const ask = async (by) => {
    const number = ++asked;
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.set("name", hours.dataset.hours);
    sent.set(text.name, by === "week" ? was.value : text.value);
    if (by === "week") for (const field of [was, ...cells]) sent.set(field.name, field.value);
    sent.set("exceptions", by === "dates" ? daysWere.value : (days?.value ?? ""));
    if (by === "dates") for (const field of [daysWere, ...body.querySelectorAll("input")]) sent.set(field.name, field.value);
    try {
      const answer = await fetch(hours.dataset.address, { method: "POST", body: sent });
      if (!answer.ok || number !== asked) return;
      const said = await answer.json();
      if (number !== asked) return; // typed on meanwhile
      told.innerHTML = said.html; // made by our own server
      seen.value = said.expression;
      if (by === "week" && (said.expression || said.cells)) text.value = said.expression;
      else if (by === "text" && said.cells) said.cells.flat().forEach((value, place) => (cells[place].value = value));
      else if (by === "dates" && said.dated) days.value = said.exceptions;
      else if (by === "days" && said.dated) fill(said.dated);
    } catch {
      // Saving tells it all the same.
    }
  };

  const kindOf = (field) => {
    if (cells.includes(field)) return "week";
    if (field === text) return "text";
    if (field === days) return "days";
    return body?.contains(field) ? "dates" : "";
  };

  form.addEventListener("input", (it) => {
    const by = kindOf(it.target);
    if (!by) return;
    asked++;
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT, by);
  });

  if (body) {
    const more = document.createElement("button");
    more.type = "button";
    more.className = "desk-tool";
    more.append(dated.dataset.add);
    more.addEventListener("click", () => addRow().querySelector("input").focus());
    dated.querySelector("table").after(more);
  }
}
