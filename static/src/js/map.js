// A street map of the results. It is loaded on a click only, and only where the site's owner named a server of tiles.
const box = document.getElementById("street-map");

const loaded = (tag, attributes) =>
  new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

// The name as text, since it comes from a table.
const label = ({ name, address }) => Object.assign(document.createElement("a"), { textContent: name, href: address });

const draw = (pane) => {
  const places = JSON.parse(document.getElementById("street-map-places").textContent);
  const map = window.L.map(pane);
  map.attributionControl.setPrefix(false);
  window.L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit, maxZoom: 17 }).addTo(map);
  map.fitBounds(window.L.latLngBounds(places.map((place) => [place.latitude, place.longitude])).pad(0.1), { maxZoom: 13 });
  // As large as the area in which the office lies: never a pin on a house that is not known.
  for (const place of places) {
    window.L.circle([place.latitude, place.longitude], { radius: place.radius }).bindPopup(label(place)).addTo(map);
  }
};

if (box) {
  const [button, pane, status] = box.children;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await Promise.all([
        loaded("link", { rel: "stylesheet", href: box.dataset.style }),
        loaded("script", { src: box.dataset.script }),
      ]);
      pane.style.height = "24rem";
      draw(pane);
      button.remove();
    } catch {
      button.disabled = false;
      status.textContent = box.dataset.failed;
    }
  });
  box.hidden = false;
}
