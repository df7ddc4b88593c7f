// Confirmed records → what is seen of them. Elements are made one by one: no text of a document is ever read as markup.
(function () {
  "use strict";
  const FIELD_NAMES = {
    title: "项目名称", department: "部门", code: "项目编码", goals: "绩效目标与用途", indicators: "绩效指标", part_one: "部门整体绩效目标", body: "正文",
  };
  const KIND_NAMES = { project: "项目", department_year: "部门年度", fragment: "原文片段", page: "说明" };

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "class") element.className = value;
      else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  /** 12345 → 12,345. The browser's own way takes it 20 ms to learn. */
  function grouped(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  /** Exact yuan as people read them: 万元, from a hundred million on 亿元. Decimal places are moved in the text, nothing is rounded. */
  function money(yuan) {
    if (!yuan) return "";
    const [whole, rest = ""] = yuan.replace("-", "").split(".");
    const places = whole.length > 8 ? 8 : 4;
    const digits = whole.padStart(places + 1, "0");
    const head = grouped(digits.slice(0, -places));
    const tail = (digits.slice(-places) + rest).replace(/0+$/, "");
    return `${yuan[0] === "-" ? "−" : ""}${head}${tail ? "." + tail : ""}${places === 8 ? "亿元" : "万元"}`;
  }

  function marked(text, marks) {
    const parts = [];
    let at = 0;
    for (const [from, to] of marks) {
      parts.push(text.slice(at, from), make("mark", {}, text.slice(from, to)));
      at = to;
    }
    return [...parts, text.slice(at)].filter((part) => part !== "");
  }

  /** Where a result leads: its page, at the sentence, with what is to be marked there. */
  function address(record, passage, words) {
    const asked = new URLSearchParams();
    const spelt = new Set();
    for (const each of [passage, ...record.passages]) {
      if (!each || !words.some((word) => MZ.plan.contains(each.folded, word))) continue;
      // Word by word: where two stand side by side, ranges() makes them one.
      for (const word of words) for (const [from, to] of MZ.marks.ranges(each.text, [word])) spelt.add(each.text.slice(from, to));
      if (spelt.size >= 5) break;
    }
    for (const word of Array.from(spelt).slice(0, 5)) asked.append("mark", word);
    const query = asked.toString();
    return `../${record.url}${query ? "?" + query : ""}${passage && passage.fragment ? "#" + encodeURIComponent(passage.fragment) : ""}`;
  }

  /** One result as a list item. */
  function item({ record, hits }, query) {
    const words = query.wanted.map((phrase) => phrase.folded);
    const passage = MZ.marks.best(record, query, hits);
    const title = make("a", { href: address(record, passage, words), class: "hit-title" },
      ...marked(record.title, MZ.marks.ranges(record.title, words)));
    const facts = [
      record.kind !== "project" ? make("span", { class: "hit-kind" }, KIND_NAMES[record.kind]) : null,
      record.department ? make("span", {}, ...marked(record.department, MZ.marks.ranges(record.department, words))) : null,
      record.region_name && !record.department.includes(record.region_name) ? make("span", {}, record.region_name) : null,
      record.year ? make("span", {}, `${record.year}年`) : null,
      record.budget ? make("data", { value: record.budget, class: "hit-budget" }, `预算${money(record.budget)}`) : null,
    ].filter(Boolean);
    const actions = [];
    if (record.source_url) {
      const place = MZ.records.place(record, passage);
      actions.push(make("a", { href: `../${record.source_url}${place ? "#" + encodeURIComponent(place) : ""}` }, "看原文"));
    }
    if (record.kind === "project") actions.push(make("button", { type: "button", class: "hit-cite" }, "引用"));
    const element = make("li", { class: "hit" }, make("h3", {}, title), make("p", { class: "hit-facts" }, ...facts),
      passage ? sentence(passage, words) : null, actions.length ? make("p", { class: "hit-actions" }, ...actions) : null);
    const cite = element.querySelector(".hit-cite");
    if (cite) cite.addEventListener("click", () => MZ.cite.show(MZ.cite.project(record), cite));
    return element;
  }

  function sentence(passage, words) {
    const { text, marks, cutBefore, cutAfter } = MZ.marks.sentence(passage, words);
    const field = FIELD_NAMES[MZ.index.manifest.fields[passage.field]];
    return make("p", { class: "hit-sentence" }, make("span", { class: "hit-field" }, field), " ",
      cutBefore ? "……" : "", ...marked(text, marks), cutAfter ? "……" : "");
  }

  MZ.results = { make, money, grouped, item, FIELD_NAMES, KIND_NAMES };
})();
