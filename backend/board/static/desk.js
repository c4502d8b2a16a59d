// The desk beyond what all pages do: ticks that stay while the queue refreshes itself, a letter that ticks, colleagues'
// names put into a note, and words that are kept while one looks elsewhere. Everything works without it.
(() => {
  "use strict";
  const ticked = new Set();
  const boxes = () => [...document.querySelectorAll("#queue input[name=ids]")];
  const all = () => document.querySelector("[data-tick-all]");
  const count = () => {
    const place = document.querySelector("[data-ticked]");
    if (!place) return;
    place.textContent = ticked.size ? place.dataset.words.replace("NUMBER", ticked.size) : "";
    if (all()) all().checked = boxes().length > 0 && boxes().every((box) => box.checked);
  };
  const restore = () => {
    for (const box of boxes()) box.checked = ticked.has(box.value);
    count();
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("#queue input[name=ids]")) {
      if (event.target.checked) ticked.add(event.target.value); else ticked.delete(event.target.value);
      count();
    } else if (event.target.matches?.("[data-tick-all]")) {
      for (const box of boxes()) { box.checked = event.target.checked; if (box.checked) ticked.add(box.value); else ticked.delete(box.value); }
      count();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("doorgeven-keys") === "off") return;
    if (event.target.closest?.("input, textarea, select, dialog")?.checkVisibility()) return;
    const box = document.activeElement?.closest?.("[data-row]")?.querySelector("input[name=ids]");
    if (!box) return;
    event.preventDefault();
    box.click();
  });

  // ---- notes: a colleague's name by one press ----
  document.addEventListener("click", (event) => {
    const name = event.target.closest?.("[data-insert]");
    if (!name) return;
    const field = name.closest("form").querySelector("[data-mention]");
    field.setRangeText(name.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // ---- words that were typed wait for the form to come back, in this tab alone, until they are sent ----
  const place = (field) => `doorgeven-draft ${document.body.dataset.person} ${location.pathname} ${field.form?.id} ${field.name}`;
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("#act textarea")) sessionStorage.setItem(place(event.target), event.target.value);
  });
  const bringBack = () => {
    for (const field of document.querySelectorAll("#act textarea")) {
      const kept = sessionStorage.getItem(place(field));
      if (kept && !field.value.trim()) field.value = kept;
    }
  };
  const forget = () => {
    for (const field of document.querySelectorAll("#act textarea")) sessionStorage.removeItem(place(field));
  };
  // A form that is done leads on by this header; one that is refused comes back, and keeps its words.
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement.closest("#act") && ctx.response.headers.get("HX-Redirect")) forget();
  });

  // Who leaves takes them along.
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/sign-out") for (const key of Object.keys(sessionStorage)) if (key.startsWith("doorgeven-draft")) sessionStorage.removeItem(key);
  }, true);

  const begin = () => {
    restore();
    bringBack();
    for (const one of document.querySelectorAll("[data-insert], [data-all]")) one.hidden = false;
    for (const one of document.querySelectorAll("[data-plain]")) one.hidden = true;
  };
  document.addEventListener("htmx:after:swap", begin);
  for (const box of boxes()) if (box.checked) ticked.add(box.value);
  begin();
})();
