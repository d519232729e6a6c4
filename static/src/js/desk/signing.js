// A session that ended while one wrote: one signs in in a dialog over the form, which is then sent. Nothing is kept in
// the browser. The dialog shows the pages of the sign-in as the server makes them, a second factor too.
const dialog = document.querySelector("dialog.desk-sign-in");
const form = dialog && document.querySelector(".desk-form #content-main form[method=post]");
const place = dialog?.querySelector("[data-pages]");
let pressed, isAsking = false, isSure = false;

const session = async () => (await fetch(dialog.dataset.session, { cache: "no-store" })).json();

const load = (address) =>
  new Promise((done) => {
    if (document.head.querySelector(`script[src="${address}"]`)) return done(); // those of the page that was fetched do not run
    const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: done });
    document.head.append(script);
  });

// What the scripts of a passkey are told on a page of its own.
const prepare = async (page) => {
  const asks = page.querySelector("[data-allauth-onload]");
  if (!asks) return;
  for (const script of page.querySelectorAll('script[src*="webauthn"]')) await load(script.getAttribute("src"));
  asks.dataset.allauthOnload.split(".").reduce((found, name) => found?.[name], window)?.(JSON.parse(asks.textContent));
};

const show = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#content-main");
  if (!page) return;
  place.replaceChildren(...document.adoptNode(page).childNodes);
  for (const each of place.querySelectorAll("form")) each.submit = () => send(each); // as the scripts of a passkey do
  place.hidden = true; // until its buttons do what they say
  await prepare(place);
  place.hidden = false;
  place.querySelector("input:not([type=hidden])")?.focus();
};

const goOn = ({ token }) => {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  place.replaceChildren();
  dialog.close();
  isSure = true;
  form.requestSubmit(pressed);
};

const send = async (step) => {
  const answer = await fetch(step.action, { method: "POST", body: new URLSearchParams(new FormData(step)) });
  const said = await session();
  if (said.is_in) goOn(said);
  else await show(answer);
};

const ask = async () => {
  if (!dialog.open) dialog.showModal();
  await show(await fetch(dialog.dataset.signIn));
};

if (form) {
  form.addEventListener("submit", async (it) => {
    if (isSure || it.submitter?.hasAttribute("data-typed")) return;
    it.preventDefault();
    pressed = it.submitter;
    if (isAsking) return;
    isAsking = true;
    const said = await session().catch(() => ({ is_in: true })); // sending it tells what is wrong
    isAsking = false;
    if (!said.is_in) return ask();
    isSure = true;
    form.requestSubmit(pressed);
  });
  addEventListener("pageshow", () => (isSure = false)); // come back to by the browser's button
  place.addEventListener("submit", (it) => {
    it.preventDefault();
    send(it.target);
  });
  place.addEventListener("click", async (it) => {
    const link = it.target.closest("a[href]");
    if (!link) return;
    it.preventDefault();
    await show(await fetch(link.href));
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}
