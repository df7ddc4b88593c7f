// On the page that a result leads to: marks the words (?mark=…), goes to the first, n and p to the next and previous.
// On every page: / goes to the search box. Works on its own; loads nothing.
(function () {
  "use strict";
  const FORM = "search";
  // What stands in words, by the classes that the search cuts texts by: letters and digits, not Chinese characters.
  const IN_WORD = /[\p{L}\p{N}]/u, IN_RUN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}ー]/u;
  let spots = [], at = -1, bar = null;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  /** The page's text without blanks, folded character by character, and where each came from. */
  function gather(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => (node.parentElement.closest("script, style, template, [hidden]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
    });
    let text = "";
    const places = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let offset = 0;
      for (const char of node.data) {
        const folded = plain(char).replace(/\s/g, "");
        for (let i = 0; i < folded.length; i++) places.push([node, offset, offset + char.length]);
        text += folded;
        offset += char.length;
      }
    }
    return { text, places };
  }

  const inWord = (char) => IN_WORD.test(char) && !IN_RUN.test(char);

  /** Whether a word goes on at a place: letters and digits are searched for from where they begin. */
  function goesOn({ text, places }, i) {
    const last = places[i - 1];
    return i > 0 && last[0] === places[i][0] && last[2] >= places[i][1] && inWord(text[i - 1]) && inWord(text[i]);
  }

  /** Where the words stand, in order, as [from, to) in the gathered text; of places that overlap, the first and longest. */
  function spans(words, gathered) {
    const { text } = gathered;
    const found = [];
    for (const word of words) {
      const wanted = plain(word).replace(/\s/g, "");
      for (let i = wanted ? text.indexOf(wanted) : -1; i >= 0; i = text.indexOf(wanted, i + 1)) {
        if (!goesOn(gathered, i)) found.push([i, i + wanted.length]);
      }
    }
    let end = 0;
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]).filter(([from, to]) => from >= end && (end = to));
  }

  function find(words, root) {
    const gathered = gather(root);
    return spans(words, gathered).map(([from, to]) => {
      const range = document.createRange();
      range.setStart(...gathered.places[from].slice(0, 2));
      const last = gathered.places[to - 1];
      range.setEnd(last[0], last[2]);
      return range;
    });
  }

  /** Where the browser cannot highlight ranges, elements do it; only inside one text node. */
  function wrap(range) {
    if (range.startContainer !== range.endContainer) return;
    range.surroundContents(document.createElement("mark"));
  }

  function mark(ranges) {
    if (window.Highlight && CSS.highlights) CSS.highlights.set(FORM, new Highlight(...ranges));
    else ranges.slice().reverse().forEach(wrap);
  }

  function show(number) {
    at = (number + spots.length) % spots.length;
    const range = spots[at];
    if (window.Highlight && CSS.highlights) CSS.highlights.set(`${FORM}-now`, new Highlight(range));
    const element = range.startContainer.parentElement;
    for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    element.scrollIntoView({ block: "center" });
    bar.querySelector("output").textContent = `第${at + 1}处，共${spots.length}处`;
  }

  function button(text, label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  function clear() {
    if (window.Highlight && CSS.highlights) {
      CSS.highlights.delete(FORM);
      CSS.highlights.delete(`${FORM}-now`);
    }
    bar.remove();
    spots = [];
  }

  function makeBar() {
    bar = document.createElement("div");
    bar.className = "landing-bar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "搜索词在本页的位置");
    bar.append(document.createElement("output"), button("上一处", "上一处（按 p 键）", () => show(at - 1)),
      button("下一处", "下一处（按 n 键）", () => show(at + 1)), button("不标了", "去掉标记（按 Esc 键）", clear));
    document.body.append(bar);
  }

  function start() {
    const words = new URLSearchParams(location.search).getAll("mark").slice(0, 8);
    if (!words.length) return;
    const root = document.querySelector("main") || document.body;
    spots = find(words, root);
    if (!spots.length) return;
    mark(spots);
    makeBar();
    const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    // The first mark inside what the address points at, else the first behind it, else the first of all.
    const inside = target ? spots.findIndex((range) => target.contains(range.startContainer)) : 0;
    const behind = target ? spots.findIndex((range) => target.compareDocumentPosition(range.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
    show(inside >= 0 ? inside : Math.max(behind, 0));
  }

  function typing(element) {
    return element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const box = document.querySelector('main input[name="q"], input[name="q"]');
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (spots.length && event.key === "n") show(at + 1);
    else if (spots.length && event.key === "p") show(at - 1);
    else if (spots.length && event.key === "Escape") clear();
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
