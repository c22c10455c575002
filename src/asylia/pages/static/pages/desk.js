// Adds to pages that work without it: leaving at once, steps without a trace in the browser's history, print.
(() => {
  "use strict";
  const away = document.currentScript.dataset.away;
  const LEFT = "left";
  const ESCAPES = 3;
  const ESCAPES_WITHIN = 2000; // ms
  const ON_THE_WAY = 80; // ms to wait for the browser to go back to the first step
  const kept = (work) => { try { return work(); } catch { return null; } }; // storage may be shut off
  const neutral = location.pathname === away;
  const travelled = performance.getEntriesByType("navigation")[0]?.type === "back_forward";

  if (neutral) {
    // Nothing lies ahead either: a new entry takes the place of all that the Forward button could show.
    history.pushState(null, "", away);
    return;
  }
  if (travelled && kept(() => sessionStorage.getItem(LEFT))) {
    document.documentElement.hidden = true;
    location.replace(away);
    return;
  }
  kept(() => sessionStorage.removeItem(LEFT));
  document.documentElement.classList.add("script");

  const others = "BroadcastChannel" in window ? new BroadcastChannel("leave") : null;
  const pages = []; // the pages of this sitting, in memory only, for the Back button
  let place = 0;
  let leaving = false;
  let sending = false;

  const leave = () => {
    if (leaving) return;
    leaving = true;
    kept(() => sessionStorage.setItem(LEFT, "1"));
    document.body.replaceChildren();
    pages.length = 0;
    const go = () => location.replace(away);
    if (!place) return go();
    addEventListener("popstate", go, { once: true });
    setTimeout(go, ON_THE_WAY);
    history.go(-place);
  };
  const leaveEverywhere = () => { others?.postMessage("now"); leave(); };
  if (others) others.onmessage = leave;

  let escapes = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = performance.now();
    escapes = [...escapes, now].filter((at) => now - at < ESCAPES_WITHIN);
    if (escapes.length >= ESCAPES) leaveEverywhere();
  }, true);
  addEventListener("pageshow", (event) => {
    if (event.persisted && kept(() => sessionStorage.getItem(LEFT))) leave();
  });

  const frame = () => ({
    body: document.body, lang: document.documentElement.lang, dir: document.documentElement.dir, at: scrollY,
  });
  const put = (page) => {
    document.documentElement.lang = page.lang;
    document.documentElement.dir = page.dir;
    document.body.replaceWith(page.body);
  };
  const focusOn = (element) => {
    if (!element) return;
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };
  // The steps of the desk have no address of their own; a page of a case does, and can be loaded again.
  const addressOf = (url) => new URL(url).pathname.startsWith("/desk/") ? "/" : new URL(url).pathname + new URL(url).search;
  const turnTo = (text, url) => {
    const next = new DOMParser().parseFromString(text, "text/html");
    pages[place] = frame();
    pages.length = place + 1;
    place += 1;
    history.pushState({ place }, "", addressOf(url));
    put({ body: next.body, lang: next.documentElement.lang, dir: next.documentElement.dir });
    scrollTo({ top: 0, behavior: "instant" });
    focusOn(document.querySelector(".problem") || document.querySelector("main h1"));
  };
  const notSent = () => {
    document.querySelector(".problem")?.remove();
    const told = document.getElementById("not-sent").content.cloneNode(true);
    document.querySelector("main").prepend(told);
    scrollTo({ top: 0, behavior: "instant" });
    focusOn(document.querySelector(".problem"));
  };

  addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    event.preventDefault();
    if (sending || leaving) return;
    sending = true;
    const filled = new FormData(form);
    if (event.submitter?.name) filled.append(event.submitter.name, event.submitter.value);
    const address = event.submitter?.getAttribute("formaction") || form.getAttribute("action");
    try {
      const answer = await fetch(address, { method: "POST", body: new URLSearchParams(filled) });
      const text = await answer.text();
      if (!(answer.headers.get("Content-Type") || "").startsWith("text/html")) throw new Error("no page");
      if (!leaving) turnTo(text, answer.url);
    } catch {
      if (!leaving) notSent();
    } finally {
      sending = false;
    }
  });

  addEventListener("popstate", (event) => {
    const to = event.state?.place || 0;
    if (leaving || to === place || !pages[to]) return;
    pages[place] = frame();
    place = to;
    put(pages[to]);
    scrollTo({ top: pages[to].at || 0, behavior: "instant" });
  });

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (event.target.closest?.(".leave")) {
      event.preventDefault();
      leaveEverywhere();
    } else if (event.target.closest?.("[data-print]")) {
      print();
    } else if (link?.getAttribute("href")?.startsWith("#")) {
      // Within the page, and without an entry in the browser's history.
      event.preventDefault();
      const goal = document.getElementById(link.hash.slice(1));
      if (!goal) return;
      if (goal.tagName === "DETAILS") goal.open = true;
      goal.scrollIntoView();
      focusOn(goal.querySelector("summary, input, select") || goal);
    }
  });

  addEventListener("beforeunload", (event) => {
    if (!leaving && document.querySelector("#keep [name=desk]")) event.preventDefault();
  });
})();
