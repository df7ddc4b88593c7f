// Narrowing: region, department, year, amount, kind of indicator, finding, with counts among what the query finds. The columns
// load when the panel opens, or at once where they are small.
(function () {
  "use strict";
  const LABELS = { region: "地区", department: "部门", year: "年度", amount: "预算数", indicator: "指标类型", finding: "核对提示" };
  const AT_FIRST = 8; // values of one column shown before 更多
  const SMALL = 60000; // bytes of columns that load unasked

  async function panel(result, chosen, change) {
    const { make } = MZ.results;
    const groups = [];
    for (const column of MZ.columns.COLUMNS) {
      const others = Object.entries(chosen).filter(([name]) => name !== column).map(([name, values]) => ({ column: name, values }));
      const documents = await MZ.columns.narrow(result.before, result.query.filters.concat(others), result.query.amounts);
      const rows = await MZ.columns.counts(column, documents);
      const mine = new Set(chosen[column] || []);
      if (!rows.length || (rows.length === 1 && !mine.size)) continue;
      groups.push(make("fieldset", { class: "narrow-group", "data-column": column }, make("legend", {}, LABELS[column]),
        ...rows.slice(0, AT_FIRST).map((row) => choice(column, row, mine, change)),
        rows.length > AT_FIRST ? rest(rows.slice(AT_FIRST), column, mine, change) : null));
    }
    return groups;
  }

  function choice(column, { code, label, count }, mine, change) {
    const { make } = MZ.results;
    const box = make("input", { type: "checkbox", name: column, value: code });
    box.checked = mine.has(code);
    box.addEventListener("change", () => change(column, code, box.checked));
    return make("label", { class: "narrow-choice" }, box, make("span", { class: "narrow-name" }, label || "未注明"),
      make("span", { class: "narrow-count" }, MZ.results.grouped(count)));
  }

  function rest(rows, column, mine, change) {
    const { make } = MZ.results;
    const more = make("details", { class: "narrow-more" }, make("summary", {}, `还有${rows.length}项`));
    const fill = () => more.childElementCount === 1 && more.append(...rows.slice(0, 300).map((row) => choice(column, row, mine, change)));
    if (rows.some((row) => mine.has(row.code))) {
      more.open = true;
      fill();
    }
    more.addEventListener("toggle", fill);
    return more;
  }

  const isSmall = () => MZ.columns.cost(MZ.columns.COLUMNS) <= SMALL;

  const note = (text) => MZ.results.make("p", { class: "narrow-note" }, text);

  /** The panel anew: who stood at a choice stands at it still. */
  function renew(place, groups) {
    const stood = place.contains(document.activeElement) ? document.activeElement : null;
    place.replaceChildren(...(groups.length ? groups : [note("没有可以再分的。")]));
    if (!stood) return;
    const same = Array.from(place.querySelectorAll("input")).find((each) => each.name === stood.name && each.value === stood.value);
    (same || place.parentElement.firstElementChild).focus();
  }

  MZ.facets = { LABELS, panel, renew, note, isSmall };
})();
