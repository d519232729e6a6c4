// Takes out of the built stylesheet the rules of govuk-frontend for classes that no template uses,
// so that the first view of a page stays within ten TCP segments. Our own rules are left alone.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const [file, folder] = process.argv.slice(2);
const templates = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
  .join("\n");
const used = new Set(templates.match(/govuk-[\w-]+/g));

// No control of ours is ever disabled or asks for a number.
const isNever = (selector) => /disabled|type=number|spin-button/.test(selector);
const isUsed = (selector) =>
  !isNever(selector) && (selector.match(/govuk-[\w-]+/g) ?? []).every((name) => used.has(name));

let css = readFileSync(file, "utf8");
css = css.replace(/([^{}]+)\{([^{}]*)\}/g, (rule, selectors, body) => {
  if (selectors.includes("@") || !selectors.includes(".govuk-")) return rule;
  // A comma inside :not() or :is() does not part two selectors.
  const kept = selectors.split(/,(?![^(]*\))/).filter(isUsed);
  return kept.length ? `${kept.join(",")}{${body}}` : "";
});
// The tokens are always there: no colour needs a second one to fall back to.
css = css.replace(/var\((--govuk-[\w-]+), ?#[\da-f]+\)/g, "var($1)");
// Media queries that this has emptied.
css = css.replace(/@(?:media|supports)[^{}]*\{\}/g, "");
writeFileSync(file, css);
