// “Use my location”: asked only on a click, and rounded to about 1 km before it is sent.
const box = document.getElementById("locate");

if (box && navigator.geolocation && isSecureContext) {
  const status = box.querySelector("[role=status]");

  const found = ({ coords }) => {
    const address = new URL(box.dataset.action, location.href);
    address.search = new URLSearchParams({ lat: coords.latitude.toFixed(2), lon: coords.longitude.toFixed(2) });
    location.assign(address);
  };
  const failed = ({ code }) => {
    status.textContent = code === 1 ? box.dataset.denied : box.dataset.failed;
  };

  box.querySelector("button").addEventListener("click", () => {
    status.textContent = box.dataset.asking;
    navigator.geolocation.getCurrentPosition(found, failed, { timeout: 15000, maximumAge: 600000 });
  });
  box.hidden = false;
}
