// Keeps a page as the house is. Parts of it name the events that concern them (data-live) and where
// they are fetched (data-from); whatever may have changed is fetched as the server draws it, so no
// words and no rules are here. Without this script every page works, and shows how it was.
"use strict";
(() => {
  const STREAM = "/api/v1/events";
  const KINDS = ["slot", "machine", "temperature", "drop", "credits"];
  const PATIENCE_MS = 3000; // how long the house may be away before the page says so; longer than one more try
  const AGAIN_MS = 2000;
  const MISTAKEN_MS = 700; // whoever touches a screen so soon has not meant what it shows by then
  const SLOW_MS = 1500; // after so long without an answer a form says why that may take a while
  const ANSWER_MS = 10000; // after so long without an answer an order can be sent once more
  const page = document.body.dataset;
  const offline = document.getElementById("offline");
  let place = page.place; // the number of the last event that the page has heard
  let stream = null;
  let missed = false; // whether something may have happened that was not heard
  let alarm = 0;
  let retry = 0;
  let slow = 0;

  // Which events concern a part of the page, from what the event says.
  function topics(kind, data) {
    if (kind === "credits") return ["credits"];
    if (kind === "drop") return ["drops", "drop:" + data.id];
    const own = "machine:" + (kind === "machine" ? data.id : data.machine);
    return kind === "temperature" ? [own] : [own, "house"];
  }

  function parts(wanted) {
    return [...document.querySelectorAll("[data-live]")].filter(
      (part) => wanted === null || part.dataset.live.split(" ").some((topic) => wanted.includes(topic)));
  }

  // Puts other content into a part; whoever is on one of its links or fields stays there.
  function put(part, html) {
    if (part.innerHTML === html) return;
    const held = part !== document.activeElement && part.contains(document.activeElement) ? document.activeElement : null;
    const name = held && (held.id ? "#" + CSS.escape(held.id) : `${held.localName}[href="${CSS.escape(held.getAttribute("href") || "")}"]`);
    part.innerHTML = html;
    if (name) (part.querySelector(name) || part.closest("[tabindex]") || document.querySelector("main")).focus({ preventScroll: true });
    ready(part);
  }

  const busy = new Map(); // part -> whether it has to be fetched once more

  async function fetchPart(part) {
    if (busy.has(part)) {
      busy.set(part, true);
      return;
    }
    busy.set(part, false);
    try {
      const answer = await fetch(part.dataset.from, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404) {
        location.reload(); // signed out, or it is not there any more
      } else if (answer.ok) {
        put(part, await answer.text());
      } else {
        missed = true;
      }
    } catch (unreachable) {
      missed = true;
    }
    const again = busy.get(part);
    busy.delete(part);
    if (again) fetchPart(part);
  }

  function heard(event) {
    if (event.lastEventId) place = event.lastEventId;
    parts(topics(event.type, JSON.parse(event.data))).forEach(fetchPart);
  }

  // The whole state anew: what it was before a gap, or before a restart, is worth nothing.
  async function readAgain() {
    // What a form was answered with, which says what to correct, or a page that did not end while it was read.
    if (page.place === undefined || document.querySelector("[role=log]")) return;
    close();
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      const now = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected || !answer.ok || now.body.dataset.who !== page.who || now.body.dataset.page !== page.page) {
        if (answer.status < 500) location.reload();
        else waitAndOpen();
        return;
      }
      place = now.body.dataset.place;
      for (const part of parts(null)) {
        const fresh = now.getElementById(part.id);
        if (fresh && fresh.dataset.from !== part.dataset.from) fetchPart(part); // is told from what was seen here
        else if (fresh) put(part, fresh.innerHTML);
        else return location.reload();
      }
      missed = false;
      reached();
      open();
    } catch (unreachable) {
      waitAndOpen();
    }
  }

  function waitAndOpen() {
    missed = true;
    away();
    clearTimeout(retry);
    retry = setTimeout(readAgain, AGAIN_MS);
  }

  function away() {
    if (!alarm) alarm = setTimeout(() => { offline.hidden = false; }, navigator.onLine ? PATIENCE_MS : 0);
  }

  function reached() {
    clearTimeout(alarm);
    alarm = 0;
    offline.hidden = true;
  }

  function close() {
    clearTimeout(retry);
    if (stream) stream.close();
    stream = null;
  }

  function open() {
    if (stream || document.hidden || place === undefined || parts(null).length === 0) return;
    stream = new EventSource(STREAM + "?after=" + encodeURIComponent(place));
    KINDS.forEach((kind) => stream.addEventListener(kind, heard));
    stream.addEventListener("reset", readAgain);
    stream.onopen = () => {
      reached();
      document.documentElement.dataset.stream = "open";
      if (missed) readAgain();
    };
    stream.onerror = () => {
      missed = true;
      away();
      delete document.documentElement.dataset.stream;
      if (stream && stream.readyState === EventSource.CLOSED) {
        close();
        waitAndOpen();
      }
    };
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else readAgain(); // also who is signed in may be another by now
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => {
    clearTimeout(slow);
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      saySlow(form, false);
    });
    if (event.persisted) readAgain();
  });
  window.addEventListener("offline", () => { missed = true; away(); });
  window.addEventListener("online", readAgain);

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const unsent = form.querySelector("[data-unsent]");
    if (form.dataset.sent || unsent) event.preventDefault();
    if (!form.dataset.sent && unsent) send(form, event.submitter, unsent);
    else if (!form.dataset.sent) slow = setTimeout(saySlow, SLOW_MS, form, true);
    form.dataset.sent = "yes";
  });

  // What is checked, such as a password, waits after wrong ones. Its button keeps the focus, and does nothing meanwhile.
  function saySlow(form, is) {
    const words = form.querySelector("[data-slow]");
    if (!words) return;
    words.textContent = is ? words.dataset.slow : "";
    form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", is));
  }

  // One that orders stays on the page without a connection, says so, and can be sent again: its key has one effect.
  async function send(form, button, unsent) {
    unsent.hidden = true;
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    const clock = new AbortController();
    const late = setTimeout(() => clock.abort(), ANSWER_MS);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" }, signal: clock.signal });
      if (answer.redirected) return location.assign(answer.url);
      // Why it was refused is a page, which the browser shows; what was carried out meanwhile is not done twice.
      if (button && button.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
      form.submit();
    } catch (unreachable) {
      delete form.dataset.sent;
      unsent.hidden = false;
      unsent.scrollIntoView({ block: "nearest" });
    } finally {
      clearTimeout(late);
    }
  }

  // Where there is a form for it, such as that which signs out, it is sent.
  function leave(to) {
    const form = document.querySelector(`form[action="${to}"]`);
    if (form) form.requestSubmit();
    else location.assign(to);
  }

  // Time is up: what was true before is not any more, and there may be news.
  function due(count) {
    const part = count.closest("[data-from]");
    part.querySelectorAll("[data-before], [data-due]").forEach((words) => { words.hidden = "before" in words.dataset; });
    fetchPart(part);
  }

  // What only works with a script is hidden without one.
  function ready(root) {
    root.querySelectorAll("[data-print], [data-copy], [data-leave]").forEach((part) => { part.hidden = false; });
    // What a page is about may change while it is open.
    root.querySelectorAll("[data-title]").forEach((head) => { document.title = head.dataset.title; });
    root.querySelectorAll("[data-seconds]").forEach((count) => {
      const ends = performance.now() + 1000 * Number(count.dataset.seconds);
      const tick = () => {
        const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
        count.textContent = left.toLocaleString(document.documentElement.lang);
        if (!count.isConnected) return;
        if (left > 0) setTimeout(tick, 250);
        else due(count);
      };
      tick();
    });
    // What is asked for anew, and where a screen beside a machine goes when nobody touches it, or by itself; whoever
    // waits there for a card to be checked keeps it.
    root.querySelectorAll("[data-again]").forEach((sign) => {
      const again = setInterval(() => {
        if (!sign.isConnected) clearInterval(again);
        else if (!document.hidden) fetchPart(sign.closest("[data-from]"));
      }, 1000 * Number(sign.dataset.again));
    });
    root.querySelectorAll("[data-idle], [data-leave]").forEach((sign) => {
      const shown = performance.now();
      sign.dataset.shown = shown;
      const look = () => {
        const since = sign.dataset.idle ? Math.max(shown, touched) : shown;
        const left = since + 1000 * Number(sign.dataset.idle || sign.dataset.leave) - performance.now();
        if (left > 0) setTimeout(look, left);
        else if (document.querySelector("form[data-sent] [data-slow]")) setTimeout(look, SLOW_MS);
        else if (sign.isConnected) leave(sign.dataset.to);
      };
      look();
    });
    // A list of members from a file.
    root.querySelectorAll("[data-file]").forEach((box) => {
      box.hidden = false;
      box.querySelector("input").addEventListener("change", async (event) => {
        document.getElementById(box.dataset.file).value = await event.target.files[0].text();
      });
    });
  }

  let touched = 0; // when a screen beside a machine was last touched
  ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, () => { touched = performance.now(); }));

  document.addEventListener("click", (event) => {
    const reader = document.querySelector("[data-keep-focus]"); // what a card reader types into
    if (reader && !event.target.closest("a, button, input")) {
      const read = document.querySelector("[data-leave]");
      if (read && performance.now() - read.dataset.shown > MISTAKEN_MS) return leave(read.dataset.to);
      reader.focus();
    }
    const button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if ("print" in button.dataset) window.print();
    else navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  });

  ready(document);
  // What a form has led to is where whoever goes by keyboard goes on.
  const arrived = document.querySelector("[data-arrive]");
  if (arrived && document.activeElement === document.body) arrived.focus({ preventScroll: true });
  open();
})();
