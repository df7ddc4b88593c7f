// What the page says of a result in words: how many there are, and where there is none, why, and what else to try.
(function () {
  "use strict";
  const FIELDS = { title: "名称里的", code: "编码里的" };
  const SEPARATORS = /[，、；;|]|,(?!\d{3})|\s(?:OR|or)\s/g;

  const grouped = (number) => MZ.results.grouped(number);

  /** Whether most of the texts read bear the words out. Where they do not, the number of candidates tells nothing. */
  function likely(result) {
    return result.shown.length * 2 >= result.at;
  }

  /** How many there are, never more than is known: exact, at most, or how far the candidates have been compared. The portal's own
   * pages are counted apart. */
  function count(result) {
    const { pages, exact } = result;
    if (!exact && !likely(result)) return `${compared(result)}，相符的有${grouped(result.shown.length)}项`;
    const apart = pages ? `，${exact ? "另有说明" : "说明至多"}${pages}篇` : "";
    return `${exact ? "共" : "至多"}${grouped(result.total - pages)}项${apart}`;
  }

  function compared({ at, candidates }) {
    return `已核对${grouped(at)}／${grouped(candidates)}处`;
  }

  /** What the button below the results says: more of them, more texts to read, or, ``reading`` them, to stop. */
  function further(result, displayed, reading) {
    if (reading) return `停下（${compared(result)}）`;
    if (displayed < result.shown.length || result.exact || (result.shown.length && likely(result))) return "再显示一些";
    return `继续查找（${compared(result)}）`;
  }

  function quoted(phrases, between) {
    return phrases.map(({ text, field }) => `${FIELDS[field] || ""}“${text}”`).join(between);
  }

  /** Why nothing was found, in one sentence that is true. */
  function why(query, narrowed, before) {
    const words = query.wanted.filter((phrase) => !phrase.planned.empty);
    if (query.wanted.length && !words.length) return `“${query.text}”里没有可以查找的字。`;
    if (narrowed && before) return "按这些筛选条件没有找到。";
    const together = query.any || words.length < 2 ? "" : "同时";
    const without = query.unwanted.length ? `、又不含${quoted(query.unwanted, "和")}` : "";
    return words.length ? `没有哪一处的原文${together}含有${quoted(words, query.any ? "或" : "和")}${without}。` : "没有找到。";
  }

  function advice(text, label, act) {
    const { make } = MZ.results;
    if (!label) return make("li", {}, text);
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", act);
    return make("li", {}, text, button);
  }

  /** Nothing found: say why, and what else could be. ``change`` is told what to ask instead. */
  function nothing(result, state, change) {
    const { make } = MZ.results;
    const { query } = result;
    const words = query.wanted.filter((phrase) => !phrase.planned.empty);
    const before = result.before.length;
    const narrowed = Object.keys(state.chosen).length || query.filters.length || query.amounts.length;
    const found = [];
    if (query.wanted.length && !words.length) found.push(advice("请至少输入一个汉字、字母或数字。"));
    if (narrowed && before && words.length) {
      const many = `不加筛选条件时${result.exactTerms ? "有" : "至多有"}${grouped(before)}项。`;
      found.push(advice(many, "去掉筛选条件再找", () => change({ q: query.bare, chosen: {} })));
    }
    if (query.text.match(SEPARATORS) && !/["“”「」『』＂]/.test(query.text)) {
      const spaced = query.text.replace(SEPARATORS, " ").trim();
      if (spaced) found.push(advice("几个词之间用空格隔开。", `改找“${spaced}”`, () => change({ q: spaced })));
    }
    if (words.length > 1 && !state.any && !(narrowed && before)) {
      found.push(advice("所有的词都要出现在同一处。", "只含其中任何一词的也列出", () => change({ any: true })));
    }
    found.push(advice("换短一些的词试试：两个字最好，一个字也行；不必写全称。"));
    found.push(advice("编码和数字从开头写起，例如 130208。"));
    found.push(make("li", {}, make("a", { href: "../index.html" }, "从首页按地区、部门、年度查看")));
    return [make("p", {}, why(query, narrowed, before)), make("ul", {}, ...found)];
  }

  MZ.said = { count, further, nothing };
})();
