// What the result is narrowed by, beside its number: each a button that takes it away again.
(function () {
  "use strict";
  const known = new Map(); // column and code → how the value reads, as far as its column has been loaded

  const key = (column, value) => `${column} ${value}`;

  function chip(text, act) {
    const { make } = MZ.results;
    const button = make("button", { type: "button", class: "chip", "aria-label": `去掉“${text}”` }, text, make("span", { "aria-hidden": "true" }, " ×"));
    button.addEventListener("click", act);
    return make("li", {}, button);
  }

  /** Show them in ``place``. ``change`` is told what is asked without one of them; ``otherwise`` takes the focus where none is left. */
  function draw(place, state, change, otherwise) {
    const at = Array.from(place.children).findIndex((each) => each.contains(document.activeElement));
    const chips = MZ.asked.filters(state).flatMap(({ column, values }) => values.map((value) =>
      chip(`${MZ.facets.LABELS[column]}：${known.get(key(column, value)) || value}`,
        () => change({ chosen: MZ.asked.changed(state.chosen, column, value, false) }))));
    if (state.any) chips.push(chip("只含任何一词的也列出", () => change({ any: false })));
    place.replaceChildren(...chips);
    place.hidden = !chips.length;
    if (at >= 0) (chips.length ? chips[Math.min(at, chips.length - 1)].firstChild : otherwise).focus();
  }

  /** Learn how what is chosen reads: its columns are there once the search has narrowed. */
  async function learn(state) {
    for (const column of Object.keys(state.chosen)) {
      for (const [code, label] of (await MZ.columns.load(column)).values) known.set(key(column, code), label);
    }
  }

  MZ.chips = { draw, learn };
})();
