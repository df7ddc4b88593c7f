// Taking the result away: CSV and JSON, each row with its figures, its source file, place and digest. Every row is confirmed first.
(function () {
  "use strict";
  const COLUMNS = [
    ["title", "名称"], ["department", "部门"], ["kind", "种类"], ["region_name", "地区"], ["region", "区划代码"], ["year", "年度"],
    ["code", "项目编码"], ["budget", "预算数（元）"], ["fiscal_funds", "财政资金（元）"], ["other_funds", "其他资金（元）"],
    ["sentence", "相符的原文"], ["url", "页面"], ["file", "来源文件"], ["anchor", "来源位置"], ["source_url", "原文页面"],
    ["sha256", "来源文件SHA-256"],
  ];
  const FIGURES = new Set(["year", "budget", "fiscal_funds", "other_funds"]);

  function row({ record, hits }, query) {
    const passage = MZ.marks.best(record, query, hits);
    const out = Object.fromEntries(COLUMNS.map(([name]) => [name, record[name] ?? null]));
    return {
      ...out, sentence: passage ? passage.text : null, anchor: MZ.records.place(record, passage),
      url: MZ.cite.full(record.url), source_url: MZ.cite.full(record.source_url),
    };
  }

  /** A CSV cell. Text that a spreadsheet would take for a formula is defused; figures are left alone. */
  function cell(name, value) {
    let text = value === null || value === undefined ? "" : String(value);
    if (!FIGURES.has(name) && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }

  function csv(rows) {
    const lines = [COLUMNS.map(([, label]) => label).join(",")];
    for (const each of rows) {
      const told = { ...each, kind: MZ.results.KIND_NAMES[each.kind] };
      lines.push(COLUMNS.map(([name]) => cell(name, told[name])).join(","));
    }
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  }

  function json(rows, { state, address }) {
    return JSON.stringify({
      query: state.q, filters: state.chosen, any: state.any, sort: state.sort, address, data_version: MZ.index.version(),
      count: rows.length, columns: Object.fromEntries(COLUMNS), results: rows,
    }, null, 1) + "\n";
  }

  function save(name, type, text) {
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([text], { type }));
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  /** Confirm all there is, telling how far; stops where ``stopped`` says so. */
  async function everything(result, told, stopped) {
    while (!result.done && !stopped()) {
      await result.more(200, 400);
      told(result.at, result.candidates);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return result.shown.map((each) => row(each, result.query));
  }

  function wire(box, current) {
    const { make } = MZ.results;
    const progress = make("span", { class: "take-progress", role: "status" });
    let stop = false;
    const halt = make("button", { type: "button", hidden: true }, "停止");
    halt.addEventListener("click", () => (stop = true));
    async function take(form) {
      const { result, state: live, fail, show } = current();
      if (!result) return;
      // The visitor may ask for something else meanwhile: what leaves is what was asked for when the button was pressed.
      const asked = { state: structuredClone(live), address: MZ.cite.here() + location.search };
      stop = false;
      halt.hidden = false;
      try {
        const rows = await everything(result, (at, of) => (progress.textContent = `已核对${at}／${of}`), () => stop);
        if (stop) return;
        const name = `搜索结果-${(asked.state.q || "全部").replace(/[^\p{L}\p{N}]+/gu, "_").slice(0, 40)}.${form}`;
        if (form === "csv") save(name, "text/csv;charset=utf-8", csv(rows));
        else save(name, "application/json", json(rows, asked));
        progress.textContent = `已导出${rows.length}项：${name}`;
        if (result === current().result) show(); // all are confirmed now: their number is exact
      } catch (error) {
        fail(error, () => take(form));
      } finally {
        halt.hidden = true;
        if (stop) progress.textContent = "已停止，没有导出";
      }
    }
    for (const form of ["csv", "json"]) {
      const button = make("button", { type: "button", "data-take": form }, `导出${form.toUpperCase()}`);
      button.addEventListener("click", () => take(form));
      box.append(button);
    }
    const cite = make("button", { type: "button", "data-take": "cite" }, "引用这次检索");
    async function citeAll() {
      const { result, state, fail } = current();
      try {
        if (result) MZ.cite.show(await MZ.cite.whole(result, state), cite);
      } catch (error) {
        fail(error, citeAll);
      }
    }
    cite.addEventListener("click", citeAll);
    box.append(cite, halt, progress);
    if (MZ.cite.caution()) box.append(make("small", { class: "caution" }, MZ.cite.caution()));
    return () => (progress.textContent = "");
  }

  MZ.export = { wire, csv, json, everything, row };
})();
