// What is pasted from a text processor becomes our marks: bold, links, lists; nothing else of its form stays.
const BLOCKS = "P,DIV,H1,H2,H3,H4,H5,H6,TR,UL,OL,SECTION,ARTICLE,TABLE";
const WEIGHT = /font-weight:\s*(bold|normal|\d+)/i;
const weightOf = (node) => node.dataset.style?.match(WEIGHT)?.[1].toLowerCase() ?? "";

const trimmed = (text, mark) => {
  const [, before, core, after] = text.match(/^(\s*)([\s\S]*?)(\s*)$/);
  return core ? `${before}${mark}${core}${mark}${after}` : text;
};

const write = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[ \t\r\n]+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches("style, script, head, title, meta, xml")) return "";
  const inner = [...node.childNodes].map(write).join("");
  if (node.matches("br")) return "\n";
  if (node.matches("li")) return `\n- ${inner.trim()}`;
  // Word writes lists as paragraphs with a sign before them.
  if (/MsoList/.test(node.className)) return `\n- ${inner.trim().replace(/^(?:[·•§o▪–-]|\d+[.)])\s*/u, "")}`;
  if (node.matches("a[href^='https:'], a[href^='mailto:'], a[href^='tel:']")) return `[${inner.trim()}](${node.getAttribute("href")})`;
  if (node.matches("b, strong") ? !/^(normal|400)$/.test(weightOf(node)) : /^(bold|[6-9]00)$/.test(weightOf(node))) return trimmed(inner.replaceAll("**", ""), "**");
  return node.matches(BLOCKS) ? `\n\n${inner}\n\n` : inner;
};

// The content policy counts styles as a breach, even in what is only read.
const unstyled = (html) => html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[^>]*?\s)style=/gi, "$1data-style=");

export const toMarks = (html) =>
  write(new DOMParser().parseFromString(unstyled(html), "text/html").body)
    .replace(/\u00a0/g, " ")
    .replace(/ *\n */g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/\n\n(?=- )/g, "\n")
    .replace(/([^\n])\n(?=- )/g, (all, last, at, text) => (/(^|\n)- [^\n]*$/.test(text.slice(0, at + 1)) ? all : `${last}\n\n`))
    .trim();

document.addEventListener("paste", (it) => {
  const field = it.target;
  const html = it.clipboardData?.getData("text/html");
  if (!html || !field.matches?.("textarea[data-marks]")) return;
  it.preventDefault();
  const text = toMarks(html);
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
