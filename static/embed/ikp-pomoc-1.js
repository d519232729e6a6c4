// <ikp-pomoc><a href="address of a page">…</a></ikp-pomoc>: the page in a frame as high as it is. Never changed.
customElements.define("ikp-pomoc", class extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a[href]");
    if (!link) return;
    const { origin, pathname, search } = new URL(link.href);
    const frame = document.createElement("iframe");
    let pages = 0;
    frame.src = `${origin}/embed${pathname}${search}`;
    frame.title = link.textContent.trim();
    frame.style.cssText = "display:block;width:100%;height:600px;border:0";
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow || !(data?.ikp > 0)) return;
      frame.style.height = `${data.ikp}px`;
      if (data.at >= 0 && pages++) {
        const y = frame.getBoundingClientRect().top + data.at;
        if (y < 0 || y > innerHeight / 2) scrollBy(0, y);
      }
    });
    link.replaceWith(frame);
  }
});
