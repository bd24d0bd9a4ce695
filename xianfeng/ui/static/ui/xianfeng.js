/* Small improvements; every page works without this file. */
(() => {
  "use strict";

  /* A form on its way cannot be sent again at once; one answered with a file stays usable. */
  const set = (form, held) => {
    for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = held;
  };
  const hold = (form) => {
    set(form, true);
    setTimeout(() => set(form, false), 5000);
  };
  /* Coming back by the browser's own button: the form may be sent again. */
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[method=post]")) set(form, false);
  });

  /* Ask first, in a dialog that belongs to the page. */
  const ask = (form, submitter) => {
    const dialog = document.createElement("dialog");
    dialog.className = "confirm";
    const words = document.createElement("p");
    words.id = "confirm-words";
    words.textContent = form.dataset.confirm;
    dialog.setAttribute("aria-labelledby", words.id);
    const end = document.createElement("div");
    end.className = "confirm-end";
    const button = (text, kind, then) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `btn btn-${kind}`;
      made.textContent = text;
      made.addEventListener("click", () => { dialog.close(); then(); });
      return made;
    };
    end.append(
      button("先不办", "plain", () => {}),
      button(submitter ? submitter.textContent.trim() : "确定", "primary", () => {
        form.dataset.confirmed = "yes";
        form.requestSubmit(submitter || undefined);
      }),
    );
    dialog.append(words, end);
    dialog.addEventListener("close", () => { dialog.remove(); if (submitter) submitter.focus(); });
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.confirm && form.dataset.confirmed !== "yes") {
      event.preventDefault();
      event.stopPropagation();
      ask(form, event.submitter);
      return;
    }
    delete form.dataset.confirmed;
    clearTimeout(waiting.get(form));
    /* After the browser has read the pressed button's own value. */
    if (form.method === "post") setTimeout(() => hold(form));
  }, true);

  /* Drafts: sent 1.5 s after the last change. Only a plain success is called saved: 202 says
     that there was nothing to keep yet, a redirect that the session has ended. */
  const waiting = new WeakMap();
  const keep = async (form) => {
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual",
      });
      if (answer.status === 202) return "";
      if (!answer.ok) return "草稿暂未存上，请留在本页，稍后再试";
      const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
      return `已存草稿 ${time}`;
    } catch {
      return "网络暂时不通，草稿稍后再存";
    }
  };
  const save = async (form) => {
    const words = await keep(form);
    const saved = form.querySelector("[data-saved]");
    if (saved && words) saved.textContent = words;
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-autosave]");
    if (!form) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => save(form), 1500));
  });

  /* A filter applies itself when a choice is made; text still waits for the button. */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-filter]");
    if (form && event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
  });

  /* One open menu at a time; Escape and a click elsewhere close it. */
  const closeMenus = (but) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== but) menu.open = false;
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  addEventListener("DOMContentLoaded", () => {
    const summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    /* On a phone the navigation is lines that scroll: the current place comes into view. */
    for (const here of document.querySelectorAll("nav.left [aria-current]")) {
      const strip = here.closest("ul");
      const start = here.getBoundingClientRect().left - strip.getBoundingClientRect().left;
      strip.scrollLeft += start - (strip.clientWidth - here.offsetWidth) / 2;
    }
  });
})();
