// Writing to a helpdesk: buttons that only a script can serve are made by it. The one script of these pages.
import { addButton } from "./copying.js";
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

// The link to another language at the top of the page takes along what was typed, too.
for (const link of document.querySelectorAll("nav a[hreflang]")) {
  const button = document.querySelector(`button[name=language][value=${link.hreflang}]`);
  link.addEventListener("click", (event) => {
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}
