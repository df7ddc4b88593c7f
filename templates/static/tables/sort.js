// Tables marked data-sortable: a click on a column's head sorts the rows that are shown by it, a second one turns
// them round. A cell with a figure sorts by its exact value, others by their words; cells without a number come last.
(function () {
  "use strict";
  const words = new Intl.Collator("zh-CN", { numeric: true });

  function keyOf(row, column) {
    const cell = row.cells[column];
    const figure = cell.querySelector("data[value]");
    const text = cell.textContent.trim();
    const value = figure ? Number(figure.value) : NaN;
    return { value, text };
  }

  function compare(a, b, turn) {
    const one = Number.isNaN(a.value), other = Number.isNaN(b.value);
    if (one !== other) return one ? 1 : -1;
    if (!one && a.value !== b.value) return turn * (a.value - b.value);
    return turn * words.compare(a.text, b.text);
  }

  function sort(table, column, down) {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, at) => ({ row, at, key: keyOf(row, column) }));
    const turn = down ? -1 : 1;
    rows.sort((a, b) => compare(a.key, b.key, turn) || a.at - b.at);
    body.append(...rows.map((entry) => entry.row));
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = table.dataset.sortable;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const figures = table.tBodies[0].rows[0] && table.tBodies[0].rows[0].cells[column].querySelector("data[value]");
        const before = head.getAttribute("aria-sort");
        sort(table, column, before ? before === "ascending" : Boolean(figures));
      });
    });
  }
})();
