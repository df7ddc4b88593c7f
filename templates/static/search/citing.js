// On a project's page: 引用, which shows its citation. What that says stands in the page; the dialog's own script (cite.js) is
// loaded when it is first asked for.
(function () {
  "use strict";
  const { dialog } = document.currentScript.dataset;

  /** What the page tells of its project, in the names of a search's records. */
  function record() {
    const [department, year] = document.querySelectorAll(".kicker a");
    return {
      title: document.querySelector("h1").textContent, department: department.textContent,
      year: Number.parseInt(year.textContent, 10) || null, ...document.querySelector("article.project").dataset,
    };
  }

  function load() {
    return new Promise((resolve, reject) => {
      window.MZ = window.MZ || {}; // the box at the top may have loaded the whole search
      if (MZ.cite) return resolve();
      const script = document.createElement("script");
      script.onload = resolve;
      script.onerror = reject;
      script.src = dialog;
      document.head.append(script);
    });
  }

  async function cite(event) {
    const button = event.currentTarget;
    try {
      await load();
      button.textContent = "引用";
      MZ.cite.show(MZ.cite.project(record(), MZ.cite.here()), button);
    } catch {
      button.textContent = "没有取到，再点一次";
    }
  }

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "引用";
  button.addEventListener("click", cite);
  const aside = document.createElement("aside");
  aside.className = "page-tools";
  aside.setAttribute("aria-label", "引用本页");
  aside.append(button);
  document.getElementById("main").before(aside);
})();
