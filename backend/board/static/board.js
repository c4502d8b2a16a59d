// What the pages do beyond htmx: say when the server is gone or a part is old, sign in again in the middle of a page,
// keep to conditional requests, and keys. Everything works without it, but for freshness.
(() => {
  "use strict";
  const body = () => document.body;
  const clock = () => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: document.body.dataset.zone }).format(new Date());
  const STALE_AFTER = 15000;
  const etags = new Map();
  let lastSeen = Date.now();
  let lastSeenText = clock();
  let interrupted = null;

  // ---- requests: our token, and for parts that refresh themselves what we have already ----
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    const headers = ctx.request.headers;
    headers["X-CSRF-Token"] = document.querySelector("meta[name=csrf]").content;
    if (ctx.sourceElement.matches("[data-live]") && ctx.sourceEvent?.type === "every") {
      if (document.hidden || isBusy(ctx.sourceElement)) { event.preventDefault(); return; }
      headers["Doorgeven-Live"] = "1";
      const known = etags.get(ctx.sourceElement.id);
      if (known) headers["If-None-Match"] = known;
    }
  });

  // A part in which somebody types or has opened something is left alone until they are done.
  const isBusy = (part) => {
    const active = document.activeElement;
    return (active && part.contains(active) && active.matches("input, textarea, select")) || part.querySelector("details[open] form") !== null;
  };

  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status >= 502 && ctx.response.status <= 504) { isGone(); return; }
    if (ctx.response.status !== 401) isBack();
    if (ctx.sourceElement.matches("[data-live]")) {
      if (ctx.response.status >= 400) return;
      if (ctx.response.status === 200) etags.set(ctx.sourceElement.id, ctx.response.headers.get("ETag"));
      showFresh();
    } else if (ctx.response.status === 401) interrupted = ctx;
  });

  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    const status = ctx.response?.status ?? 200;
    const ours = ctx.hx?.retarget !== undefined;
    const form = ctx.sourceElement.closest("form");
    // Who is signing in again already must not lose the password that is half typed to a part that refreshes itself.
    if (ours && ctx.sourceElement.matches("[data-live]") && document.querySelector("#again-dialog[open] form")) { event.preventDefault(); return; }
    // A refusal that the page did not make itself (a proxy's, a crash) replaces nothing.
    if (status >= 500 && !ours) { event.preventDefault(); say(body().dataset.failed); }
    if (status >= 400 && ctx.sourceElement.matches("[data-live]") && !ours) event.preventDefault();
    if (form && status < 400 && !form.closest("dialog")) interrupted = null;
  });

  document.addEventListener("htmx:after:swap", () => {
    const first = document.querySelector("#main [data-focus]");
    if (first && !first.dataset.focused) { first.dataset.focused = "1"; first.focus(); first.scrollIntoView({ block: "nearest" }); }
  });

  document.addEventListener("htmx:error", (event) => { if (event.detail.ctx) isGone(); });
  window.addEventListener("offline", () => isGone());

  // ---- gone, back, stale ----
  const isGone = () => {
    const since = body().dataset.gone.replace("TIME", lastSeenText);
    const place = document.getElementById("gone");
    body().classList.add("is-stale");
    if (place.textContent !== since) place.replaceChildren(notice(since, "you"));
  };
  const isBack = () => {
    lastSeen = Date.now();
    lastSeenText = clock();
    body().classList.remove("is-stale");
    document.getElementById("gone").replaceChildren();
  };
  const showFresh = () => {
    const place = document.querySelector("[data-fresh-here]");
    place.hidden = false;
    place.textContent = body().dataset.fresh.replace("TIME", lastSeenText);
  };
  setInterval(() => {
    if (document.hidden) { lastSeen = Math.max(lastSeen, Date.now() - STALE_AFTER + 6000); return; }
    const parts = [...document.querySelectorAll("[data-live]")];
    if (parts.length && !parts.some(isBusy) && !document.querySelector("[data-ended]") && Date.now() - lastSeen > STALE_AFTER) isGone();
  }, 1000);

  const notice = (text, tone) => {
    const line = document.createElement("p");
    line.className = `notice tone-${tone}`;
    line.textContent = text;
    return line;
  };
  const say = (text) => document.getElementById("notices").replaceChildren(notice(text, "bad"));

  // ---- signing in again, in the middle of a page ----
  const askAgain = () => {
    const dialog = document.getElementById("again-dialog");
    if (dialog.open) return;
    dialog.showModal();
    setTimeout(() => (dialog.querySelector("input[value='']") ?? dialog.querySelector("input"))?.focus(), 50);
  };
  // A part that refreshes itself asks once; whoever says "not now" reads on, and is told that nothing is new.
  let asked = false;
  document.addEventListener("doorgeven:again", (event) => {
    const byItself = event.target.matches?.("[data-live]") ?? false;
    if (!byItself || !asked) askAgain();
    else showEnded();
    asked ||= byItself;
  });
  const showEnded = () => {
    const place = document.getElementById("gone");
    body().classList.add("is-stale");
    if (place.querySelector("[data-ended]")) return;
    const line = notice(body().dataset.ended, "you");
    const button = document.createElement("button");
    button.textContent = body().dataset.enter;
    button.dataset.ended = "";
    button.addEventListener("click", askAgain);
    line.append(button);
    place.replaceChildren(line);
  };
  document.addEventListener("doorgeven:signed-in", (event) => {
    const { person, csrf } = event.detail;
    asked = false;
    isBack();
    const dialog = document.getElementById("again-dialog");
    if (body().dataset.person && body().dataset.person !== person) { location.reload(); return; }
    document.querySelector("meta[name=csrf]").content = csrf;
    for (const field of document.querySelectorAll("input[name=_csrf]")) field.value = csrf;
    dialog.close();
    document.getElementById("again").replaceChildren();
    const form = interrupted?.sourceElement.closest("form");
    const pressed = interrupted?.request.submitter;
    interrupted = null;
    if (form?.isConnected) form.requestSubmit(pressed?.isConnected ? pressed : undefined);
  });

  // ---- signed out: "back" must not show whoever comes next a page that the browser has kept as it was ----
  const shownAt = Date.now();
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/sign-out") localStorage.setItem("doorgeven-left", String(Date.now()));
  }, true);
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || !body().dataset.person || Number(localStorage.getItem("doorgeven-left")) < shownAt) return;
    body().replaceChildren();
    location.reload();
  });

  // ---- keys ----
  const keysAreOn = () => localStorage.getItem("doorgeven-keys") !== "off";
  const keysDialog = () => document.getElementById("keys");
  const showKeys = () => {
    const list = keysDialog().querySelector("[data-keys-list]");
    for (const old of list.querySelectorAll("[data-of-page]")) old.remove();
    const seen = new Set();
    for (const one of document.querySelectorAll("main [data-key]")) {
      if (seen.has(one.dataset.key)) continue;
      seen.add(one.dataset.key);
      const line = document.createElement("div");
      line.dataset.ofPage = "";
      const name = document.createElement("dt");
      const key = document.createElement("kbd");
      key.textContent = one.dataset.key;
      name.append(key);
      const says = document.createElement("dd");
      says.textContent = one.dataset.keySays || one.textContent.trim();
      line.append(name, says);
      list.append(line);
    }
    keysDialog().querySelector("[data-keys-on]").checked = keysAreOn();
    keysDialog().showModal();
  };
  const step = (by) => {
    const rows = [...document.querySelectorAll("main [data-row]")].filter((row) => row.offsetParent !== null);
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const to = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    (to.matches("a, button") ? to : to.querySelector("a, button"))?.focus();
    to.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") { for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); } return; }
    // A dialog that has just been closed has the focus until the next frame, and takes nothing any more.
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")?.checkVisibility()) return;
    if (event.key === "?") { event.preventDefault(); showKeys(); return; }
    if (!keysAreOn()) return;
    if (event.key === "j" || event.key === "k") {
      if (document.querySelector("main [data-row]")) { event.preventDefault(); step(event.key === "j" ? 1 : -1); return; }
    }
    const one = [...document.querySelectorAll("main [data-key]")].find((it) => it.dataset.key === event.key && it.offsetParent !== null && !it.disabled);
    if (!one) return;
    event.preventDefault();
    one.focus();
    one.matches("input, textarea, select") ? one.select?.() : one.click();
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-open]");
    if (opener?.dataset.open === "keys") showKeys();
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target) || opener) menu.open = false;
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-keys-on]")) localStorage.setItem("doorgeven-keys", event.target.checked ? "on" : "off");
  });
  for (const one of document.querySelectorAll("[data-open]")) one.hidden = false;
  document.querySelector("#main [data-focus]")?.focus();
})();
