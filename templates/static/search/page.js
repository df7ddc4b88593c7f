// The search page: box, address, results, and what is said when something is missing. All state stands in the address.
(function () {
  "use strict";
  const PAGE = 10;
  const LOOK = 40; // texts read for a page of results: where few bear the words out, a page is not filled at any price
  const FAR = 60; // texts read further where none did
  const SETTLE = 24; // candidates that are confirmed unasked, so that a small number is exact
  const CALM = 800; // milliseconds before that is worth several requests
  const PAUSE = 180; // milliseconds without a key before typing counts
  const $ = (id) => document.getElementById(id);
  const box = () => document.querySelector('input[name="q"]'); // the one box that every page has at its top
  const title = document.title;
  let state, result = null, displayed = 0, typing = false, turn = 0, timer = 0, busy = false, forget = () => {};

  function read() {
    const asked = new URLSearchParams(location.search);
    const chosen = {};
    for (const column of MZ.columns.COLUMNS) if (asked.has(column)) chosen[column] = asked.getAll(column);
    return { q: asked.get("q") || "", sort: asked.get("sort") || "relevance", chosen };
  }

  function address() {
    const asked = new URLSearchParams();
    if (state.q) asked.set("q", state.q);
    for (const column of MZ.columns.COLUMNS) for (const value of state.chosen[column] || []) asked.append(column, value);
    if (state.sort !== "relevance") asked.set("sort", state.sort);
    const text = asked.toString();
    return location.pathname.split("/").at(-1) + (text ? "?" + text : "");
  }

  function go(kept) {
    typing = kept === "replace"; // names to go to straight are for those who are still looking for words
    const running = run(); // first, so that the pieces are on their way while the browser turns to its history
    if (kept === "push") history.pushState(null, "", address() || "index.html");
    else if (kept === "replace") history.replaceState(null, "", address() || "index.html");
    document.title = state.q ? `${state.q} - ${title}` : title;
    return running;
  }

  async function run() {
    const mine = ++turn;
    const start = performance.now();
    say(state.q || Object.keys(state.chosen).length ? "正在查找……" : "");
    fail(null);
    try {
      const filters = Object.entries(state.chosen).map(([column, values]) => ({ column, values }));
      const found = await MZ.engine.search(state.q, { filters, sort: state.sort });
      const told = () => mine === turn && arrived(found);
      if (found) await found.more(PAGE, LOOK, told);
      if (found && mine === turn && !found.shown.length) await found.more(PAGE, FAR, told);
      if (mine !== turn) return;
      if (!found || result !== found) present(found);
      show();
      $("search").dataset.took = String(Math.round(performance.now() - start));
      settle(mine).catch((error) => mine === turn && fail(error, run));
      if (!$("search-narrow").open && !MZ.facets.isSmall()) $("narrow-groups").replaceChildren();
      else await narrow(mine);
    } catch (error) {
      if (mine !== turn) return;
      if (!result || result.query.text !== state.q) present(null), show(); // the answer to another question must not stay
      fail(error, run);
    }
  }

  /** Few candidates are all confirmed at once: their number is then exact. */
  async function settle(mine) {
    if (!result || result.exact || result.candidates > SETTLE) return;
    if (MZ.records.missing(result.documents) > 2) await new Promise((resolve) => setTimeout(resolve, CALM));
    if (mine !== turn) return;
    await result.more(Infinity);
    if (mine === turn) show();
  }

  /** Append what is confirmed and not yet seen, a page of it. */
  function display(count) {
    const next = result.shown.slice(displayed, displayed + count);
    displayed += next.length;
    $("search-results").append(...next.map((each) => MZ.results.item(each, result.query)));
  }

  function present(found) {
    result = found;
    displayed = 0;
    forget();
    $("search-results").replaceChildren();
    if (result) display(PAGE);
  }

  /** One more is confirmed: the first takes the place of the former results, the others follow while more are on their way. */
  function arrived(found) {
    if (result === found) return display(PAGE - displayed);
    present(found);
    $("search-more").hidden = true; // not before the page is full
  }

  function show() {
    const none = result === null;
    const { query } = result || {};
    $("search-tools").hidden = none || !result.shown.length;
    $("search-direct").replaceChildren(...(none || !typing ? [] : MZ.direct.links(result.shown, query)));
    $("search-empty").hidden = true;
    $("search-more").hidden = none || (displayed >= result.shown.length && result.done) || !result.candidates;
    if (none) return say("");
    if (result.shown.length) say(MZ.results.counted(result));
    else if (!result.done && result.candidates) say(`前${result.at}处候选中没有逐字相符的`);
    else empty(query);
    $("search-more").textContent = result.shown.length ? "再显示一些" : "继续查找";
  }

  /** Nothing found: say what was asked, and what else could be. */
  function empty(query) {
    const { make } = MZ.results;
    const place = $("search-empty");
    const advice = [];
    const narrowed = Object.keys(state.chosen).length || query.filters.length || query.amounts.length;
    const words = query.wanted.filter((phrase) => !phrase.planned.empty);
    say("没有找到");
    if (query.wanted.length && !words.length) advice.push(make("li", {}, "请至少输入一个汉字、字母或数字。"));
    if (narrowed && result.before.length) {
      const widen = make("button", { type: "button" }, "去掉筛选条件再找");
      widen.addEventListener("click", () => {
        state.chosen = {};
        go("push");
      });
      advice.push(make("li", {}, `不加筛选条件时约有${MZ.results.grouped(result.before.length)}项。`, widen));
    }
    if (words.length > 1) {
      const any = make("button", { type: "button" }, "只含其中任何一词的也列出");
      any.addEventListener("click", () => anyWord());
      advice.push(make("li", {}, "所有的词都要出现在同一处。", any));
    }
    advice.push(make("li", {}, "换短一些的词试试：两个字最好，一个字也行；不必写全称。"));
    advice.push(make("li", {}, "编码和数字从开头写起，例如 130208。"));
    advice.push(make("li", {}, make("a", { href: "../index.html" }, "从首页按地区、部门、年度查看")));
    place.replaceChildren(make("p", {}, `没有哪一处的原文含有“${query.text}”。`), make("ul", {}, ...advice));
    place.hidden = false;
  }

  async function anyWord() {
    const mine = ++turn;
    try {
      const found = await MZ.engine.search(state.q, { any: true });
      await found.more(PAGE, LOOK);
      if (mine === turn) present(found), show();
    } catch (error) {
      if (mine === turn) fail(error, anyWord);
    }
  }

  async function more() {
    if (!result || busy) return;
    const mine = turn;
    busy = true;
    try {
      if (displayed >= result.shown.length) await result.more(PAGE, LOOK + FAR);
      if (mine !== turn) return;
      display(PAGE);
      show();
    } catch (error) {
      if (mine === turn) fail(error, more);
    } finally {
      busy = false;
    }
  }

  async function narrow(mine = turn) {
    if (!result) return $("narrow-groups").replaceChildren();
    try {
      const groups = await MZ.facets.panel(result, state.chosen, choose);
      if (mine === turn) $("narrow-groups").replaceChildren(...groups);
    } catch (error) {
      if (mine === turn) fail(error, narrow);
    }
  }

  function choose(column, value, on) {
    const values = (state.chosen[column] || []).filter((each) => each !== value).concat(on ? [value] : []);
    if (values.length) state.chosen[column] = values;
    else delete state.chosen[column];
    go("push");
  }

  const WHY = {
    missing: "有一部分搜索数据没有取到，可能是网络断了，或者网站刚刚更新。",
    late: "有一部分搜索数据迟迟没有到，网络可能太慢。",
    damaged: "有一部分搜索数据取到了，但不完整。",
    version: "搜索数据与本页不是同一版，请刷新本页。",
  };

  function fail(error, again) {
    const place = $("search-failure");
    place.hidden = !error;
    if (!error) return;
    const { make } = MZ.results;
    const retry = make("button", { type: "button" }, error.path === "manifest" ? "刷新本页" : "重试");
    retry.addEventListener("click", () => (error.path === "manifest" ? location.reload() : (fail(null), again())));
    say("没有查完");
    place.replaceChildren(make("p", {}, `${WHY[error.why] || "查找时出了错。"}现在的结果不完整，并不表示没有。`), retry,
      make("p", { class: "failure-detail" }, String(error.message)));
  }

  function say(text) {
    $("search-status").textContent = text;
  }

  function typed(event) {
    clearTimeout(timer);
    if (event.isComposing) return;
    timer = setTimeout(() => {
      if (state.q === box().value.trim()) return;
      state.q = box().value.trim();
      go("replace");
    }, PAUSE);
  }

  function keys(event) {
    const links = Array.from(document.querySelectorAll("#search-results .hit-title"));
    const at = links.indexOf(document.activeElement);
    if (event.target === box() && event.key === "Enter" && event.isComposing) event.preventDefault();
    if (event.isComposing || (event.target !== box() && at < 0)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !links.length || (at < 0 && step < 0)) return;
    event.preventDefault();
    (links[at + step] || (at + step < 0 ? box() : links[at])).focus();
  }

  function restore() {
    state = read();
    document.title = state.q ? `${state.q} - ${title}` : title;
    box().value = state.q;
    $("search-sort").value = state.sort;
    clearTimeout(timer);
    return run();
  }

  function start() {
    if (!$("search")) return;
    try {
      MZ.index.open();
    } catch (error) {
      return fail(error);
    }
    box().form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      state.q = box().value.trim();
      go("push");
    });
    box().addEventListener("input", typed);
    box().addEventListener("compositionend", () => typed({ isComposing: false }));
    document.addEventListener("keydown", keys);
    window.addEventListener("popstate", restore);
    $("search-sort").addEventListener("change", () => {
      state.sort = $("search-sort").value;
      go("push");
    });
    $("search-more").addEventListener("click", more);
    $("search-narrow").addEventListener("toggle", () => $("search-narrow").open && narrow());
    new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && displayed >= PAGE && more())
      .observe($("search-more"));
    forget = MZ.export.wire($("search-take"), () => ({ result, state, fail, show }));
    restore();
    const opened = turn;
    MZ.rehearse(() => turn !== opened);
  }

  document.addEventListener("DOMContentLoaded", start);
  MZ.page = { get result() { return result; } };
})();
