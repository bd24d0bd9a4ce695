/* Marks what the chosen kind of field would cost; the list stands without this file, too. */
(() => {
  "use strict";
  const list = document.querySelector("[data-cost]");
  const kind = document.querySelector("select[name=kind]");
  if (!list || !kind) return;
  list.setAttribute("aria-live", "polite");
  const show = () => {
    for (const line of list.children) line.hidden = line.dataset.costKind !== kind.value;
  };
  kind.addEventListener("change", show);
  show();
})();
