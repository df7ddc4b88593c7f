// Straight to a department or project by its name: taken from the records that a search loaded anyway, so it costs no byte.
// Above the results stand departments alone: the projects are among the results.
(function () {
  "use strict";
  const MOST = 5;
  const DEPARTMENT = "部门";

  /** What bears the words in its name, departments first: {url, kind, name}. */
  function named(shown, query, most) {
    const bears = (text) => query.wanted.length && query.wanted.every((phrase) => MZ.plan.contains(MZ.terms.fold(text), phrase.folded));
    const found = new Map();
    for (const { record } of shown) {
      if (!record.department_id || !bears(record.department)) continue;
      const url = `departments/${encodeURIComponent(record.department_id)}/index.html`;
      found.set(url, { url, kind: DEPARTMENT, name: record.department });
    }
    for (const { record } of shown) {
      if (record.kind !== "project" || !bears(record.title)) continue;
      found.set(record.url, { url: record.url, kind: record.year ? `${record.year}年项目` : "项目", name: record.title });
    }
    return Array.from(found.values()).slice(0, most);
  }

  function links(shown, query) {
    const { make } = MZ.results;
    return named(shown, query, MOST).filter(({ kind }) => kind === DEPARTMENT).map(({ url, kind, name }) =>
      make("a", { href: `../${url}`, class: "direct-link" }, make("span", { class: "direct-kind" }, kind), name));
  }

  MZ.direct = { links, named };
})();
