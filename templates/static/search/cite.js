// Citations of a project and of a result, in four forms: GB/T 7714, APA, BibTeX, CSL-JSON. Made here, also on file://.
// Part of the search, and by itself on a project's page (citing.js), where none of the search's other scripts may be needed.
(function () {
  "use strict";
  const FORMS = [["gbt", "GB/T 7714"], ["apa", "APA"], ["bibtex", "BibTeX"], ["csl", "CSL-JSON"]];

  /** What the portal is called: every page says so. */
  function site() {
    const named = document.querySelector('meta[name="application-name"]');
    return named ? named.content : document.title;
  }

  /** The page's own address: where the portal is published, if it says so, whatever copy of it this is. */
  function here() {
    const canonical = document.querySelector('link[rel="canonical"]');
    return (canonical && canonical.href) || location.href.split(/[?#]/)[0];
  }

  /** The address of what stands at ``url`` below the portal's root, as told on a page one folder deep. */
  function full(url) {
    return url ? new URL(`../${url}`, here()).href : url;
  }

  /** What has to be said of addresses that nobody else can open, or nothing. */
  function caution() {
    return here().startsWith("file:") ? "网站是从本机打开的，这里的网址是本机上的路径，别人打不开。" : "";
  }

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  }

  const dashed = (date) => date.map((n) => String(n).padStart(2, "0")).join("-");

  /** What a project's citation says, whatever its form. ``url`` is its page's address, in full. */
  function project(record, url = full(record.url)) {
    const place = [record.file, record.anchor && `位置 ${record.anchor}`, record.sha256 && `SHA-256 ${record.sha256}`].filter(Boolean).join("，");
    return {
      id: url.split("/").at(-2) || "project",
      author: record.department || record.region_name || site(),
      title: `${record.title}（项目绩效目标）`,
      year: record.year, container: site(), note: place, url,
    };
  }

  /** The chosen filters in words: 年度：2022、2021；地区：河北省. */
  async function filters({ chosen, any }) {
    const told = Object.entries(chosen).map(async ([column, codes]) => {
      const names = new Map((await MZ.columns.load(column)).values);
      return `${MZ.facets.LABELS[column]}：${codes.map((code) => names.get(code) || code).join("、")}`;
    });
    return (await Promise.all(told)).concat(any ? "只含任何一词的也列出" : []).join("；");
  }

  /** What the citation of a whole result says: what was asked, and what it was narrowed to. */
  async function whole(result, state) {
    const narrowed = await filters(state);
    const asked = `${state.q ? `“${state.q}”` : "全部内容"}${narrowed ? `（${narrowed}）` : ""}`;
    return {
      id: "search", author: site(), title: `检索${asked}的结果（${MZ.said.count(result)}）`, year: null, container: site(),
      note: `数据版本 ${MZ.index.version()}`, url: here() + location.search,
    };
  }

  function gbt(work, date) {
    return `${work.author}. ${work.title}[EB/OL].${work.year ? ` ${work.year}年度.` : ""} ${work.note ? work.note + ". " : ""}[${dashed(date)}]. ${work.url}.`;
  }

  function apa(work, date) {
    const year = work.year ? `(${work.year})` : "(n.d.)";
    return `${work.author}. ${year}. ${work.title}. ${work.container}.${work.note ? ` ${work.note}.` : ""} Retrieved ${dashed(date)}, from ${work.url}`;
  }

  function bibtex(work, date) {
    const safe = (text) => text.replace(/\\/g, "\\textbackslash{}").replace(/([{}%&#_$])/g, "\\$1");
    const rows = [["author", `{${safe(work.author)}}`], ["title", `{${safe(work.title)}}`], ["year", work.year && String(work.year)],
      ["organization", safe(work.container)], ["note", safe(work.note)], ["url", work.url], ["urldate", dashed(date)]];
    const key = work.id.replace(/[^A-Za-z0-9.-]/g, "") || "mingzhang";
    return `@misc{${key},\n${rows.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`).join(",\n")}\n}`;
  }

  function csl(work, date) {
    return JSON.stringify([{
      id: work.id, type: "webpage", author: [{ literal: work.author }], title: work.title, "container-title": work.container,
      ...(work.year ? { issued: { "date-parts": [[work.year]] } } : {}), accessed: { "date-parts": [date] }, note: work.note, URL: work.url,
    }], null, 2);
  }

  function text(work, form, date = today()) {
    return { gbt, apa, bibtex, csl }[form](work, date);
  }

  /** Show a citation in a dialog, to be chosen and copied. */
  function show(work, opener) {
    const dialog = document.createElement("dialog");
    dialog.className = "cite";
    dialog.setAttribute("aria-label", "引用");
    // Nothing but this file's own words is read as markup; what is cited goes in as a value.
    dialog.innerHTML = `<div class="cite-forms" role="group" aria-label="引用格式">
      ${FORMS.map(([form, name]) => `<button type="button" data-form="${form}">${name}</button>`).join("\n")}</div>
      <textarea readonly rows="8" aria-label="引用格式的文字"></textarea>
      ${caution() && `<p class="caution">${caution()}</p>`}
      <p><button type="button">复制</button> <button type="button">关闭</button></p>`;
    const area = dialog.querySelector("textarea");
    const forms = dialog.querySelectorAll("[data-form]");
    const [copy, close] = dialog.querySelectorAll("p:last-child button");
    function choose(form) {
      area.value = text(work, form);
      for (const button of forms) button.setAttribute("aria-pressed", String(button.dataset.form === form));
    }
    for (const button of forms) button.addEventListener("click", () => choose(button.dataset.form));
    copy.addEventListener("click", () => {
      area.select();
      if (navigator.clipboard) navigator.clipboard.writeText(area.value).catch(() => document.execCommand("copy"));
      else document.execCommand("copy");
      copy.textContent = "已复制";
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      opener.focus();
    });
    document.body.append(dialog);
    choose("gbt");
    dialog.showModal();
  }

  MZ.cite = { FORMS, here, full, caution, project, whole, text, show };
})();
