/* The record of a visit is kept in this browser until the server has it. Without this file the page
   is a plain form. A kept record is {key, sent, at, version, fields, rows}. */
(() => {
  "use strict";
  const SKIP = new Set(["csrfmiddlewaretoken", "submission", "version", "do"]);
  const name = (what) => `xianfeng:${what}`;
  const read = (what) => {
    try { return JSON.parse(localStorage.getItem(name(what)) || "null"); } catch { return null; }
  };
  const write = (what, kept) => {
    try { localStorage.setItem(name(what), JSON.stringify(kept)); return true; } catch { return false; }
  };
  const forget = (what) => { try { localStorage.removeItem(name(what)); } catch { /* nothing kept */ } };
  const fresh = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
  };
  const asked = async (address, wait) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), wait);
    try {
      return await fetch(address, { cache: "no-store", credentials: "same-origin", signal: stop.signal });
    } catch { return null; } finally { clearTimeout(timer); }
  };

  /* What the page names as taken is the server's word: only then is the copy dropped. */
  const settle = () => {
    const key = new URLSearchParams(location.search).get("taken");
    if (!key) return;
    for (const one of Object.keys(localStorage)) {
      if (!one.startsWith("xianfeng:")) continue;
      const what = one.slice("xianfeng:".length);
      const kept = read(what);
      if (kept && kept.key === key) forget(what);
    }
    history.replaceState(null, "", location.pathname);
  };

  const values = (form) => {
    const found = {};
    for (const [field, value] of new FormData(form)) {
      if (!SKIP.has(field) && typeof value === "string") found[field] = value;
    }
    return found;
  };

  const keeper = (box) => {
    const form = box.querySelector("form");
    const what = box.dataset.keep;
    const words = box.querySelector("[data-kept-words]");
    const list = box.querySelector("[data-findings]");
    const say = (text) => { words.textContent = text; };
    const key = form.elements.submission;
    let kept = read(what);

    const grow = (count) => {
      while (list.children.length < count) {
        const number = list.children.length;
        const made = document.createElement("div");
        made.innerHTML = box.querySelector("[data-blank]").innerHTML.replaceAll("__n__", number);
        made.querySelector("[data-number]").textContent = number + 1;
        list.append(made.firstElementChild);
      }
      form.elements.rows.value = list.children.length;
    };
    const fill = (fields) => {
      grow(Number(fields.rows) || 1);
      for (const [field, value] of Object.entries(fields)) {
        const control = form.elements[field];
        if (control && field !== "rows") control.value = value;
      }
    };
    const blank = JSON.stringify(values(form));
    const keep = () => {
      kept = { ...(kept || {}), key: (kept && kept.key) || key.value, at: Date.now(), fields: values(form) };
      if (!write(what, kept)) say("本机存不下了，请尽快点“存草稿”");
    };

    if (kept && JSON.stringify(kept.fields) !== blank) {
      fill(kept.fields);
      const time = new Date(kept.at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
      say(`已找回 ${time} 在本机写的、还没有送达的内容。`);
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "btn btn-quiet";
      drop.textContent = "不要这些，用已保存的";
      drop.addEventListener("click", () => { forget(what); location.reload(); });
      words.append(" ", drop);
    }

    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.querySelector("button[value=more]").addEventListener("click", (event) => {
      event.preventDefault();
      grow(list.children.length + 1);
      list.lastElementChild.querySelector("textarea").focus();
      keep();
    });

    let through = false;
    /* Before anything else hears of it: without a network the form stays where it is. */
    addEventListener("submit", async (event) => {
      if (event.target !== form || through) { through = false; return; }
      event.preventDefault();
      event.stopImmediatePropagation();
      const wish = event.submitter ? event.submitter.value : "";
      const sent = JSON.stringify([wish, values(form)]);
      keep();
      /* The same words sent again go under the same key; other words are another form. */
      if (kept.sent && kept.sent !== sent) kept.key = fresh();
      kept.sent = sent;
      write(what, kept);
      key.value = kept.key;
      say("正在送出…");
      const answer = await asked(box.dataset.probe, 6000);
      if (!answer || !answer.ok) {
        say("现在没有网络。写的内容已存在本机，不会丢；有网络后再点一次。");
        return;
      }
      through = true;
      form.requestSubmit(event.submitter || undefined);
    }, true);
    addEventListener("online", () => { if (kept) say("网络已恢复，可以送出了。"); });
    addEventListener("offline", () => { say("现在没有网络。写的内容存在本机，不会丢。"); });
  };

  /* On the visit's own page: words that never arrived are shown, not dropped. */
  const remind = async (box) => {
    const kept = read(box.dataset.kept);
    if (!kept) return;
    const answer = await asked(`${box.dataset.takenAt}${kept.key}/`, 6000);
    if (!answer || !answer.ok) return;
    const told = await answer.json();
    if (told.taken) { forget(box.dataset.kept); return; }
    const said = document.createElement("div");
    said.className = "kept";
    const line = document.createElement("p");
    const open = told.state === "planned" || told.state === "draft";
    line.textContent = open ? "您在本机写的记录还没有送达，点“记录”接着送。" : "这次督导已由他人记录；您在本机写的内容没有送达，请核对后用“更正”补上：";
    said.append(line);
    if (!open) {
      const texts = Object.entries(kept.fields).filter(([field, value]) => value && /^(looked|f\d+_text)$/.test(field));
      const words = document.createElement("p");
      words.className = "visit-words";
      words.textContent = texts.map(([, value]) => value).join("\n");
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "btn btn-quiet";
      drop.textContent = "不再保留";
      drop.addEventListener("click", () => { forget(box.dataset.kept); said.remove(); });
      said.append(words, drop);
    }
    box.replaceWith(said);
  };

  addEventListener("DOMContentLoaded", () => {
    settle();
    for (const box of document.querySelectorAll("[data-keep]")) keeper(box);
    for (const box of document.querySelectorAll("[data-kept]")) remind(box);
  });
})();
