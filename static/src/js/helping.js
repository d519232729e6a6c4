// The next person at the same computer finds no ticks of the one before.
for (const link of document.querySelectorAll("[data-anew]")) {
  link.addEventListener("click", () => {
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith("ticks:")) localStorage.removeItem(name);
    } catch {
      // Refused: then nothing was stored.
    }
  });
}
