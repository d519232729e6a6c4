// On a phone the page is shared, or its address copied; the code to photograph is for larger screens.
const place = document.querySelector("[data-share]");

if (place && matchMedia("(max-width: 40rem)").matches && (navigator.share || navigator.clipboard)) {
  const [link, box] = [place.querySelector("a"), place.querySelector("span")];
  link.hidden = true;
  box.hidden = false;
  box.querySelector("button").addEventListener("click", async () => {
    const url = location.href;
    try {
      if (navigator.share) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        box.querySelector("[role=status]").textContent = place.dataset.done;
      }
    } catch {
      // Closed without sharing.
    }
  });
}
