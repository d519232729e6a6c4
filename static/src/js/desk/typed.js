// What is typed, as readers will see it, in a frame beside the form. The server draws it from the form and keeps nothing.
import { onChange } from "./changing.js";
import { partsOf } from "./parts.js";

const WAIT = 500, BUSY = 2000;
const pane = document.querySelector(".desk-pane");
const opener = document.querySelector("[data-typed]");
const form = opener?.form;
const frame = pane?.querySelector("iframe");
let language = pane?.dataset.here;
let isRunning = false, isWanted = false, waiting;

// Only the body changes: with the same head nothing flashes, and the reader stays at the same place.
const show = (page) => {
  for (const script of page.querySelectorAll("script")) script.remove(); // none runs in the frame
  for (const leads of page.querySelectorAll('a[href]:not([href^="#"]), form')) leads.target = "_blank";
  const inside = frame.contentDocument;
  const at = inside.scrollingElement?.scrollTop ?? 0;
  if (inside.querySelector("link")) {
    inside.body.replaceWith(inside.adoptNode(page.body));
    inside.documentElement.lang = page.documentElement.lang;
  } else inside.replaceChild(inside.adoptNode(page.documentElement), inside.documentElement);
  if (inside.scrollingElement) inside.scrollingElement.scrollTop = at;
};

const draw = async () => {
  const sent = new FormData(form);
  for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
  sent.set("_language", language);
  const answer = await fetch(opener.formAction, { method: "POST", body: sent });
  if (answer.status === 503) soon(BUSY); // others look at previews
  else if (answer.headers.has("X-Robots-Tag")) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
};

const update = async () => {
  isWanted = true;
  if (isRunning) return;
  isRunning = true;
  while (isWanted && !pane.hidden) {
    isWanted = false;
    await draw().catch(() => {}); // saving works all the same
  }
  isRunning = false;
};

const soon = (wait = WAIT) => {
  clearTimeout(waiting);
  if (!pane.hidden) waiting = setTimeout(update, wait);
};

const speak = (code) => {
  for (const each of pane.querySelectorAll("[data-language]")) each.setAttribute("aria-pressed", each.dataset.language === code);
  if (code === language) return;
  language = code;
  update();
};

const open = (isOpen) => {
  pane.hidden = !isOpen;
  document.getElementById("main").classList.toggle("desk-beside", isOpen);
  if (isOpen) update();
};

// The frame goes along with the step that one writes.
const follow = (field) => {
  const step = field.closest?.("#steps-group .inline-related:not(.desk-problem)");
  const inside = frame.contentDocument;
  const shown = step && inside.querySelectorAll(".steps > li")[partsOf(step.closest(".desk-parts")).indexOf(step)];
  if (shown) inside.scrollingElement.scrollTop += shown.getBoundingClientRect().top - 80;
};

if (pane && form) {
  document.getElementById("main").append(pane);
  frame.srcdoc = "<!doctype html><title></title>";
  speak(language);
  opener.addEventListener("click", (it) => {
    it.preventDefault();
    open(pane.hidden);
    if (!pane.hidden) pane.querySelector("[data-close]").focus({ preventScroll: true });
  });
  pane.addEventListener("click", (it) => {
    if (it.target.dataset.language) speak(it.target.dataset.language);
    if ("close" in it.target.dataset) {
      open(false);
      opener.focus();
    }
  });
  pane.addEventListener("keydown", (it) => it.key === "Escape" && pane.querySelector("[data-close]").click());
  onChange(form, () => soon());
  form.addEventListener("focusin", (it) => {
    if (pane.hidden) return;
    const [, code] = it.target.name?.match(/_([a-z]{2})$/) ?? [];
    if (code && pane.querySelector(`[data-language="${code}"]`)) speak(code);
    follow(it.target);
  });
  frame.addEventListener("load", () => matchMedia("(min-width: 90em)").matches && open(true), { once: true });
}
