// Writing to a helpdesk: buttons that only a script can serve are made by it. The one script of these pages.
import "./printing.js";

const BROWSERS = {
  edge: /Edg\w*\/([\d.]+)/,
  opera: /OPR\/([\d.]+)/,
  samsung: /SamsungBrowser\/([\d.]+)/,
  firefox: /(?:Firefox|FxiOS)\/([\d.]+)/,
  chrome: /(?:Chrome|CriOS)\/([\d.]+)/,
  safari: /Version\/([\d.]+).*Safari/,
};
const DEVICES = { android: /Android/, apple: /iPhone|iPad/, windows: /Windows/, mac: /Mac OS/, other: /Linux|CrOS/ };

/** Put a button behind what `name` marks; `act` tells whether to say that it is done. */
function addButton(name, act) {
  for (const place of document.querySelectorAll(`[data-${name}]`)) {
    const button = document.createElement("button");
    const status = document.createElement("span");
    button.type = "button";
    button.className = "govuk-button quieter";
    button.textContent = place.dataset[name];
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      status.textContent = "";
      if (await act()) status.textContent = place.dataset.done;
    });
    const row = document.createElement("div");
    row.className = "go";
    row.append(button, status);
    place.after(row);
  }
}

addButton("copy", async () => {
  const text = document.getElementById("letter");
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
});

// Only when asked to, and shown before anything is sent.
addButton("fill", () => {
  const agent = navigator.userAgent;
  const field = (name) => document.getElementById(name);
  const named = (patterns) => Object.keys(patterns).find((key) => patterns[key].test(agent)) ?? "";
  const browser = named(BROWSERS);
  field("device").value = named(DEVICES);
  field("browser").value = browser;
  field("version").value = browser && BROWSERS[browser].exec(agent)[1];
  return true;
});
