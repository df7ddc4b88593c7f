// On every page but the search page: while typing in the box, the departments and projects whose names bear the words. The search
// itself is loaded when the second character has been typed, and not at all where the visitor saves data.
(function () {
  "use strict";
  const MOST = 6;
  const PAUSE = 200; // milliseconds without a key
  let box, list, base, ready = null, timer = 0, turn = 0, active = -1;

  function script(address) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.onload = resolve;
      element.onerror = reject;
      element.src = address;
      element.async = false; // loaded side by side, run in their order
      document.head.append(element);
    });
  }

  /** The search's own scripts: start.js tells their names. */
  async function load() {
    let names = [];
    window.MZ_START = (told) => (names = told);
    await script(base + "start.js");
    await Promise.all(names.map((name) => script(base + name)));
    MZ.loader.setBase(base);
    MZ.index.open();
  }

  async function look() {
    const mine = ++turn;
    const text = box.value.trim();
    if (Array.from(text).length < 2) return show([]);
    try {
      ready = ready || load();
      await ready;
      const result = await MZ.engine.search(text);
      if (result) await result.more(10, 20);
      if (mine === turn) show(result ? MZ.direct.named(result.shown, result.query, MOST) : []);
    } catch {
      ready = null; // the form still works; try again with the next word
      if (mine === turn) show([]);
    }
  }

  function show(found) {
    active = -1;
    list.replaceChildren(...found.map(({ url, kind, name }, i) => {
      const option = document.createElement("a");
      option.id = `suggestion-${i}`;
      option.href = base.replace(/search\/$/, "") + url;
      option.setAttribute("role", "option");
      option.tabIndex = -1;
      const label = document.createElement("small");
      label.textContent = kind;
      option.append(label, ` ${name}`);
      return option;
    }));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(found.length > 0));
    box.removeAttribute("aria-activedescendant");
  }

  function choose(step) {
    const options = Array.from(list.children);
    active = Math.max(-1, Math.min(options.length - 1, active + step));
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    if (active < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", options[active].id);
  }

  function key(event) {
    if (event.isComposing) {
      if (event.key === "Enter") event.preventDefault();
      return;
    }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      list.children[active].click();
    } else if (event.key === "Escape") {
      event.preventDefault(); // it empties a search box
      show([]);
    }
  }

  function typed(event) {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(look, PAUSE);
  }

  function start() {
    box = document.querySelector('form[role="search"] input[name="q"]');
    const connection = navigator.connection || {};
    if (!box || document.getElementById("search") || connection.saveData) return;
    base = box.form.getAttribute("action").replace(/index\.html$/, "");
    list = document.createElement("div");
    list.id = "suggestions";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "名称相符的部门和项目");
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
      box.setAttribute(name, value);
    }
    box.form.append(list);
    box.addEventListener("input", typed);
    box.addEventListener("compositionend", () => typed({ isComposing: false }));
    box.addEventListener("keydown", key);
    box.addEventListener("blur", () => setTimeout(() => list.contains(document.activeElement) || show([]), 200));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
