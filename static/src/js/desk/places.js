// What an address or a list of faults leads to is opened and shown.
const show = (id) => {
  const found = id && document.getElementById(id);
  if (!found) return;
  for (let above = found; above; above = above.parentElement?.closest("details")) if (above.tagName === "DETAILS") above.open = true;
  found.querySelector(":scope > details.desk-part")?.setAttribute("open", "");
  found.scrollIntoView({ block: found.matches("input, select, textarea") ? "center" : "start" });
  if (found.matches("input, select, textarea")) found.focus({ preventScroll: true });
};

const fromAddress = () => show(decodeURIComponent(location.hash.slice(1)));
addEventListener("hashchange", fromAddress);
document.addEventListener("click", (it) => {
  const link = it.target.closest?.('a[href^="#"]');
  if (link && link.getAttribute("href") === location.hash) fromAddress(); // the same place once more
});

const faulty = document.querySelector("#form-faults a");
if (faulty) {
  // The browser would go back to where the address led before.
  history.replaceState(null, "", location.pathname + location.search);
  show(faulty.getAttribute("href").slice(1));
}
else fromAddress();
