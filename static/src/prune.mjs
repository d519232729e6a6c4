// Makes the built stylesheet small without changing what it does, so that the first view of a page stays within
// ten TCP segments: prune.mjs <stylesheet> <folder of templates> [<stylesheet for paper>].
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import postcss from "postcss";

const [file, folder, paperFile] = process.argv.slice(2);
const templates = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
  .join("\n");
const used = new Set(templates.match(/govuk-[\w-]+/g));

// What no page has: disabled controls, number fields, browsers that don't know :has() and so miss more than this.
const UNUSED_STATE = /disabled|type=number|spin-button|-moz-focus-inner|-moz-any-link/;
const OLD_BROWSER = /^-ms-|^-webkit-(clip-path|text-decoration-skip)|^text-decoration-skip$/;
const OLD_SUPPORTS = /^not \((text-wrap|caret-color)/;
const PRESENT_SUPPORTS = /^not \(-ms-ime-align|max\(/;
const OLD_MEDIA = /^screen\W*\ufffd|^screen\\0/;

const WIDE = "(min-width: 40.0625em)";
const FONT_CONTROLS = new Set([".govuk-button", ".govuk-input", "body"]);
const COVERS = {
  margin: /^margin-/,
  padding: /^padding-/,
  background: /^background-/,
  outline: /^outline-(color|style|width)$/,
};

const root = postcss.parse(readFileSync(file, "utf8").replace(/^\ufeff/, ""));
const isWithin = (node, name, params) => node.parent?.name === name && node.parent.params === params;

/** Rules of govuk-frontend for classes that no template uses. Our own rules are left alone. */
function dropUnused() {
  const isUsed = (selector) =>
    !UNUSED_STATE.test(selector) && (selector.match(/govuk-[\w-]+/g) ?? []).every((name) => used.has(name));
  root.walkRules(/\.govuk-/, (rule) => {
    const kept = rule.selectors.filter(isUsed);
    if (kept.length) rule.selectors = kept;
    else rule.remove();
  });
}

/** What only browsers read that can't show the rest either. */
function dropOldBrowsers() {
  root.walkAtRules("media", (media) => {
    if (OLD_MEDIA.test(media.params)) media.remove();
    else media.params = media.params.replace(/screen and (\(forced-colors: active\)),\(-ms.*/, "$1");
  });
  root.walkAtRules("supports", (supports) => {
    if (OLD_SUPPORTS.test(supports.params)) supports.remove();
  });
  root.walkAtRules("supports", (supports) => {
    if (PRESENT_SUPPORTS.test(supports.params)) supports.replaceWith(supports.nodes);
  });
  root.walkDecls(OLD_BROWSER, (declaration) => declaration.remove());
}

/** The family and the smoothing are inherited from body; only controls have one of their own to undo. */
function dropInherited() {
  root.walkRules((rule) => {
    if (rule.selector === "body") return;
    const isControl = FONT_CONTROLS.has(rule.selector) && rule.parent === root;
    rule.walkDecls(/^(font-family|-webkit-font-smoothing|-moz-osx-font-smoothing)$/, (declaration) => {
      if (declaration.value === "inherit" ? !isControl : declaration.prop !== "font-family") declaration.remove();
    });
  });
}

/** `--govuk-…` as the tokens that they stand for. */
function resolveAliases() {
  const aliases = new Map();
  root.walkDecls(/^--govuk-/, (declaration) => {
    aliases.set(declaration.prop, declaration.value.trim());
    declaration.remove();
  });
  root.walkDecls((declaration) => {
    declaration.value = declaration.value.replace(/var\((--govuk-[\w-]+)(?:, ?#[\da-f]+)?\)/g, (whole, name) =>
      aliases.get(name) ?? whole,
    );
  });
}

/** The three sizes of a step of the type scale (small screen, wide screen, paper) as one custom property. */
function shareTypeScale() {
  const names = new Map();
  root.walkRules((rule) => {
    if (rule.parent !== root) return;
    const wide = rule.next();
    const paper = wide?.next();
    if (wide?.params?.replace(/ /g, "") !== WIDE.replace(/ /g, "") || paper?.params !== "print") return;
    if (wide.nodes.length !== 1 || paper.nodes.length !== 1) return;
    const three = [rule, wide.first, paper.first];
    if (three.some((each) => each.selector !== rule.selector)) return;
    for (const property of ["font-size", "line-height"]) {
      const found = three.map((each) => each.nodes.find((node) => node.prop === property));
      if (found.some((declaration) => !declaration)) return;
      const values = found.map((declaration) => declaration.value);
      const key = `${property} ${values.join(" ")}`;
      if (!names.has(key)) names.set(key, { name: `--${property[0]}${names.size}`, values });
      found[0].value = `var(${names.get(key).name})`;
    }
    wide.remove();
    paper.remove();
  });
  const scale = (index) => ({
    selector: ":root",
    nodes: [...names.values()].map(({ name, values }) => postcss.decl({ prop: name, value: values[index] })),
  });
  const first = root.first;
  first.before(postcss.atRule({ name: "media", params: "print", nodes: [postcss.rule(scale(2))] }));
  root.prepend(postcss.atRule({ name: "media", params: WIDE, nodes: [postcss.rule(scale(1))] }));
  root.prepend(postcss.rule(scale(0)));
}

/** Whether a declaration is overruled wherever it applies: by a later rule of the same selectors, unconditionally. */
function dropOverruled() {
  root.walkRules((rule) => {
    const last = new Map(rule.nodes.map((declaration) => [declaration.prop, declaration]));
    for (const declaration of [...rule.nodes]) if (last.get(declaration.prop) !== declaration) declaration.remove();
  });
  const rules = [];
  root.walkRules((rule) => rules.push(rule));
  const isOverruled = (declaration, selectors, later) =>
    selectors.every((selector) => later.selectors.includes(selector)) &&
    later.nodes.some(
      (other) =>
        !declaration.important &&
        (other.prop === declaration.prop || COVERS[other.prop]?.test(declaration.prop)) &&
        !other.value.includes("-webkit-"),
    );
  rules.forEach((rule, index) => {
    if (isWithin(rule, "media", "print") || rule.selector === ":root") return;
    const later = rules.slice(index + 1).filter((each) => each.parent === root);
    for (const declaration of [...rule.nodes]) {
      if (later.some((each) => isOverruled(declaration, rule.selectors, each))) declaration.remove();
    }
  });
}

/** Neighbours with the same selector or the same media query, and rules that are empty. */
function joinNeighbours() {
  root.walkRules((rule) => {
    if (!rule.nodes.length) rule.remove();
  });
  root.walkAtRules((rule) => {
    if (rule.nodes && !rule.nodes.length) rule.remove();
  });
  const join = (container) => {
    for (const node of [...container.nodes]) {
      const before = node.prev();
      const same =
        before?.type === node.type &&
        (node.type === "rule" ? before.selector === node.selector : node.name === "media" && before.params === node.params);
      if (!same) continue;
      before.append(node.nodes);
      node.remove();
    }
    container.each((node) => {
      if (node.type === "atrule" && node.nodes) join(node);
    });
  };
  join(root);
}

/** What only paper needs, as a stylesheet of its own: browsers fetch it when the page is there. */
function takeOutPaper() {
  const paper = postcss.root();
  root.walkAtRules("media", (media) => {
    if (media.parent !== root || media.params !== "print") return;
    paper.append(media.nodes);
    media.remove();
  });
  return paper;
}

dropUnused();
dropOldBrowsers();
dropInherited();
resolveAliases();
joinNeighbours();
shareTypeScale();
joinNeighbours();
dropOverruled();
joinNeighbours();

const shortened = (rules) =>
  rules
    .toString()
    .replace(/(--[\w-]+): /g, "$1:")
    .replace(/rgba\(0,0,0,0\)/g, "transparent");
if (paperFile) writeFileSync(paperFile, shortened(takeOutPaper()));
writeFileSync(file, shortened(root));
