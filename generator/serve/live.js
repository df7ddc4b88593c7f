// Keeps a page of `mingzhang serve` new: reloads it where it stands, shows what is broken until it is mended.
// Not part of a published site.
"use strict";

(() => {
  const query = new URL(document.currentScript.src).search; // which page this is and what it knows of
  const PLACE = "mingzhang-live-place";
  let source = null;

  function remember() {
    history.scrollRestoration = "manual"; // else the browser puts the old place over ours, later
    sessionStorage.setItem(PLACE, JSON.stringify([location.href, scrollX, scrollY]));
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) || "[]");
    sessionStorage.removeItem(PLACE);
    if (kept[0] !== location.href) return;
    scrollTo({ left: kept[1], top: kept[2], behavior: "instant" });
    // A page with a fragment jumps to it once more when everything has loaded.
    addEventListener("load", () => {
      scrollTo({ left: kept[1], top: kept[2], behavior: "instant" });
      history.scrollRestoration = "auto";
    }, { once: true });
  }

  function reload() {
    source.close();
    remember();
    location.reload();
  }

  function show(errors) {
    document.getElementById("mingzhang-live")?.remove();
    if (!errors.length) return;
    const box = document.createElement("section");
    box.id = "mingzhang-live";
    box.setAttribute("role", "alert");
    const title = document.createElement("h2");
    title.textContent = `有 ${errors.length} 处错误，改好并保存后这里会消失`;
    const list = document.createElement("ol");
    for (const error of errors) {
      const item = document.createElement("li");
      item.textContent = error;
      list.append(item);
    }
    box.append(title, list);
    document.body.append(box);
  }

  // A browser allows six connections to one server, so tabs that nobody sees give theirs back.
  function listen() {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(`/_live/events${query}`);
      source.addEventListener("reload", reload);
      source.addEventListener("errors", (event) => show(JSON.parse(event.data)));
    }
  }

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/_live/live.css";
  document.head.append(style);
  restore();
  document.addEventListener("visibilitychange", listen);
  listen();
})();
