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
  const sorts = () => Array.from($("search-sort").options, (option) => option.value);
  let state, result = null, displayed = 0, typing = false, turn = 0, timer = 0;
  let here = ""; // what the address asks for
  let answered = null; // what the result was found for
  let forget = () => {}; // what was said of taking another result away
  let busy = false, patient = false; // more results are on their way; as many texts as it takes are read for them
  let foot = null; // sees the button under the list come into view

  /** ``looking``: the words are still being typed, which is when names to go to straight are shown. */
  function go(kept, looking = false) {
    typing = looking;
    const running = run(); // first, so that the pieces are on their way while the browser turns to its history
    const next = MZ.asked.address(state);
    if (next !== here) {
      if (kept === "push") keep();
      history[`${kept}State`](null, "", location.pathname.split("/").at(-1) + next || "index.html");
      here = next;
    }
    document.title = state.q ? `${state.q} - ${title}` : title;
    return running;
  }

  /** Ask something else: ``change`` is put into the state, the box and the address. */
  function ask(change, kept = "push") {
    Object.assign(state, change);
    box().value = state.q;
    return go(kept);
  }

  /** Leave in the history how far this result was read. */
  function keep() {
    if (displayed && answered === here) history.replaceState({ displayed, at: result.at, y: scrollY }, "");
  }

  async function run() {
    const mine = ++turn;
    const start = performance.now();
    say(state.q || Object.keys(state.chosen).length ? "正在查找……" : "");
    fail(null);
    try {
      const searching = MZ.engine.search(state.q, { filters: MZ.asked.filters(state), sort: state.sort, any: state.any });
      chips();
      const found = await searching;
      const told = () => mine === turn && arrived(found);
      if (found) await found.more(PAGE, LOOK, told);
      if (found && mine === turn && !found.shown.length) await found.more(PAGE, FAR, told);
      if (mine !== turn) return;
      if (!found || result !== found) present(found);
      show();
      look();
      $("search").dataset.took = String(Math.round(performance.now() - start));
      settle(mine).catch((error) => mine === turn && fail(error, run));
      MZ.chips.learn(state).then(() => mine === turn && chips(), () => {}); // else codes stand there
      if (!$("search-narrow").open && !MZ.facets.isSmall()) $("narrow-groups").replaceChildren();
      else narrow(mine);
    } catch (error) {
      if (mine !== turn) return;
      if (answered !== MZ.asked.address(state)) present(null), show(); // the answer to another question must not stay
      fail(error, run);
    }
  }

  function chips() {
    MZ.chips.draw($("search-chosen"), state, ask, $("search-narrow").firstElementChild);
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
    answered = MZ.asked.address(state);
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
    if (none) return say(state.q ? "没有可以查找的字：请至少输入一个汉字、字母或数字。" : "");
    if (result.shown.length) say(MZ.said.count(result));
    else if (!result.done && result.candidates) say(`前${result.at}处候选中没有逐字相符的`);
    else empty();
    further();
  }

  function further() {
    $("search-more").textContent = MZ.said.further(result, displayed, busy && patient);
  }

  function empty() {
    say("没有找到");
    $("search-empty").replaceChildren(...MZ.said.nothing(result, state, ask));
    $("search-empty").hidden = false;
  }

  /** Another page of results. Who asks by hand has texts read until it is full, or until asking to stop; a scroll has some read. */
  async function more(byHand) {
    if (!result) return;
    if (busy) {
      if (byHand) patient = !patient;
      return;
    }
    const mine = turn;
    const enough = displayed + PAGE, end = result.at + LOOK + FAR;
    busy = true;
    patient = byHand;
    try {
      do {
        further();
        if (displayed >= result.shown.length) await result.more(enough - displayed, LOOK);
        if (mine !== turn) return;
        display(enough - displayed);
        show();
      } while (displayed < enough && !result.done && (patient || result.at < end));
    } catch (error) {
      if (mine === turn) fail(error, () => more(true), { near: $("search-more") });
    } finally {
      busy = false;
      if (result) further();
      if (displayed >= enough || mine !== turn) look();
    }
  }

  /** Observed anew, the button is told of even where it never left the view: a list grown and scrolled within one frame. */
  function look() {
    foot.disconnect();
    foot.observe($("search-more"));
  }

  async function narrow(mine = turn) {
    const place = $("narrow-groups");
    if (!result) return place.replaceChildren(MZ.facets.note("先输入要找的词，再在这里缩小范围。"));
    if (!place.childElementCount) place.replaceChildren(MZ.facets.note("正在取筛选数据……"));
    try {
      const groups = await MZ.facets.panel(result, state.chosen, choose);
      if (mine !== turn) return;
      MZ.facets.renew(place, groups);
      MZ.failure.hide($("search-failure"), narrow);
    } catch (error) {
      if (mine !== turn) return;
      place.replaceChildren(MZ.facets.note("筛选数据没有取到。"));
      fail(error, narrow, { means: MZ.failure.UNNARROWED });
    }
  }

  function choose(column, value, on) {
    ask({ chosen: MZ.asked.changed(state.chosen, column, value, on) });
  }

  function fail(error, again, { near = $("search-direct"), means } = {}) {
    if (!error) return MZ.failure.hide($("search-failure"));
    if (!means) say("没有查完");
    MZ.failure.show($("search-failure"), error, again, near, means);
  }

  function say(text) {
    $("search-status").textContent = text;
  }

  function typed(event) {
    clearTimeout(timer);
    if (event.isComposing) return;
    timer = setTimeout(() => {
      if (state.q === box().value.trim()) return;
      const begun = state.q && !typing; // the question before keeps its place in the history
      Object.assign(state, { q: box().value.trim(), any: false });
      go(begun ? "push" : "replace", true);
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

  /** What the address asks for, as far as it was read when it was left. */
  async function restore() {
    const kept = history.state;
    state = MZ.asked.read(location.search, sorts());
    here = MZ.asked.address(state);
    typing = false;
    document.title = state.q ? `${state.q} - ${title}` : title;
    box().value = state.q;
    $("search-sort").value = state.sort;
    clearTimeout(timer);
    const running = run(), mine = turn;
    await running;
    if (!kept || mine !== turn || !result || answered !== here) return;
    try {
      if (displayed < kept.displayed) await result.more(kept.displayed - result.shown.length, kept.at - result.at);
      if (mine !== turn) return;
      display(kept.displayed - displayed);
      show();
      scrollTo(0, kept.y);
    } catch (error) {
      if (mine === turn) fail(error, () => more(true), { near: $("search-more") });
    }
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
      const q = box().value.trim();
      ask({ q, any: state.any && q === state.q }, typing ? "replace" : "push");
    });
    box().addEventListener("input", typed);
    box().addEventListener("compositionend", () => typed({ isComposing: false }));
    document.addEventListener("keydown", keys);
    window.addEventListener("popstate", restore);
    window.addEventListener("pagehide", keep);
    $("search-sort").addEventListener("change", () => ask({ sort: $("search-sort").value }));
    $("search-more").addEventListener("click", () => more(true));
    $("search-narrow").addEventListener("toggle", () => $("search-narrow").open && narrow());
    foot = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && displayed >= PAGE && more(false));
    forget = MZ.export.wire($("search-take"), () => ({ result, state, fail, show }));
    restore();
    const opened = turn;
    MZ.rehearse(() => turn !== opened);
  }

  document.addEventListener("DOMContentLoaded", start);
  MZ.page = { get result() { return result; } };
})();
