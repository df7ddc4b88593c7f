// A piece that did not come: said in words, where the reader looks, with a button that asks for it again.
(function () {
  "use strict";
  const WHY = {
    missing: "有一部分搜索数据没有取到，可能是网络断了，或者网站刚刚更新。",
    late: "有一部分搜索数据迟迟没有到，网络可能太慢。",
    damaged: "有一部分搜索数据取到了，但不完整。",
    version: "搜索数据与本页不是同一版，请刷新本页。",
  };
  const INCOMPLETE = "现在的结果不完整，并不表示没有。";
  const UNNARROWED = "筛选要用的数据还没有取到，已经列出的结果不受影响。";
  let current = null; // what asks again for what failed last

  /** Say it in ``place``, which is put before ``near``. ``means``: what it means for the results. */
  function show(place, error, again, near, means = INCOMPLETE) {
    const { make } = MZ.results;
    const whole = error.path === "manifest";
    const retry = make("button", { type: "button" }, whole ? "刷新本页" : "重试");
    retry.addEventListener("click", () => {
      if (whole) return location.reload();
      hide(place);
      again();
    });
    place.replaceChildren(make("p", {}, `${WHY[error.why] || "查找时出了错。"}${means}`), retry,
      make("p", { class: "failure-detail" }, String(error.message)));
    near.before(place);
    place.hidden = false;
    current = again;
  }

  /** Take it away; with ``again``, only what that would ask for. */
  function hide(place, again = current) {
    if (again !== current) return;
    place.hidden = true;
    current = null;
  }

  MZ.failure = { show, hide, UNNARROWED };
})();
