// The outline follows the parts: added, moved, renamed, removed. On a small screen it begins folded.
import { partsOf } from "./parts.js";

const outline = document.querySelector(".desk-outline");

const follow = (group) => {
  const list = outline?.querySelector(`[data-outline-of="${group.dataset.prefix}"]`);
  list?.replaceChildren(
    ...partsOf(group).map((part) => {
      const link = document.createElement("a");
      link.href = `#${part.id}`;
      link.textContent = part.querySelector(".desk-part-name").textContent || "…";
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
};

document.addEventListener("desk:parts", (it) => {
  const group = it.target.closest(".desk-parts");
  if (group) follow(group);
});
if (outline && matchMedia("(max-width: 63.99em)").matches) outline.querySelector("details").open = false;
