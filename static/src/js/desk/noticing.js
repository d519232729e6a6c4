// A notice is seen while it is typed, as readers will see it; then one press announces it. It stands after the button
// that was there before, so that nobody announces by a press that was meant for another.
import { onChange } from "./changing.js";

const WAIT = 600;
const look = document.querySelector('.desk-bar [name="_look"]');
const form = look?.form;
let waiting, asked = 0, typed;

const forget = () => {
  document.getElementById("look")?.remove();
  form.querySelector('.desk-bar [name="_save"]')?.remove();
};

const ask = async () => {
  const number = ++asked;
  const sent = new FormData(form);
  sent.set("_look", "1");
  sent.set("_typing", "1");
  const answer = await fetch(form.action, { method: "POST", body: sent });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const seen = page.getElementById("look");
  if (number !== asked || !seen) return; // typed on meanwhile, or not complete yet
  forget();
  form.querySelector(".desk-bar").before(document.adoptNode(seen));
  look.after(document.adoptNode(page.querySelector('.desk-bar [name="_save"]')));
};

if (form) {
  onChange(form, () => {
    const now = new URLSearchParams(new FormData(form)).toString();
    if (now === typed) return; // a field that is left tells of a change too, when the button is being pressed
    typed = now;
    asked++;
    forget();
    clearTimeout(waiting);
    waiting = setTimeout(() => ask().catch(() => {}), WAIT); // the button tells it all the same
  });
}
