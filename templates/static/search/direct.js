// Straight to a department or project by its name: taken from the records that the results loaded anyway, so it costs no byte.
(function () {
  "use strict";
  const MOST = 5;

  /** Links to what bears the words in its name, departments first. */
  function links(shown, query) {
    const { make } = MZ.results;
    const named = (text) => query.wanted.length && query.wanted.every((phrase) => MZ.plan.contains(MZ.terms.fold(text), phrase.folded));
    const found = new Map();
    for (const { record } of shown) {
      if (record.department_id && named(record.department)) {
        found.set(`../departments/${encodeURIComponent(record.department_id)}/index.html`, [`部门`, record.department]);
      }
    }
    for (const { record } of shown) {
      if (record.kind === "project" && named(record.title)) found.set(`../${record.url}`, ["项目", record.title]);
    }
    return Array.from(found).slice(0, MOST).map(([href, [kind, name]]) =>
      make("a", { href, class: "direct-link" }, make("span", { class: "direct-kind" }, kind), name));
  }

  MZ.direct = { links };
})();
