// Loads the pieces of the index: script elements, the one way that works on file:// too. Each piece once, in parallel, the
// parsed ones kept within bounds. A piece that fails or comes damaged is an error that says so, never an empty answer.
(function () {
  "use strict";
  const KEPT = 600; // parsed pieces
  const WAIT = 30000; // milliseconds until a piece counts as failed
  const arrived = new Map();
  const kept = new Map();
  let base = "";

  class LoadError extends Error {
    constructor(path, why) {
      super(`${path}: ${why}`);
      this.path = path;
      this.why = why;
    }
  }

  MZ.take = function (name, check, text) {
    arrived.set(name, { check, text });
  };

  function request(path, attempt) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const timer = setTimeout(() => done(new LoadError(path, "late")), WAIT);
      function done(error) {
        clearTimeout(timer);
        script.remove();
        const piece = arrived.get(path);
        arrived.delete(path);
        if (error) reject(error);
        else if (!piece || MZ.codec.check(piece.text) !== piece.check) reject(new LoadError(path, "damaged"));
        else resolve(piece.text);
      }
      script.fetchPriority = "high";
      script.onload = () => done(null);
      script.onerror = () => done(new LoadError(path, "missing"));
      // A second attempt must not meet what the browser kept of the first.
      script.src = `${base}${path}.js${attempt ? `?again=${attempt}` : ""}`;
      document.head.append(script);
    });
  }

  async function fetchTwice(path) {
    try {
      return await request(path, 0);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 400));
      return request(path, Date.now());
    }
  }

  /** A piece, parsed by ``parse``; the same promise for all who ask while it is kept. */
  function load(path, parse) {
    let promise = kept.get(path);
    if (promise) {
      kept.delete(path); // put it last: what was used longest ago goes first
    } else {
      promise = fetchTwice(path).then(parse);
      promise.catch(() => kept.delete(path));
    }
    kept.set(path, promise);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    return promise;
  }

  MZ.loader = { load, has: (path) => kept.has(path), LoadError, setBase: (path) => (base = path), forget: () => kept.clear(), arrived };
})();
