// On the page of an address that has moved: goes on with what the address carried (#L73, ?mark=…), which a plain
// refresh would lose. Without scripts the page's own refresh, or its link, leads on.
(function () {
  "use strict";
  const link = document.querySelector("a.moved");
  if (link) location.replace(link.href + location.search + location.hash);
})();
