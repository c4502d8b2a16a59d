// Draws each section [data-charts] with uPlot from its JSON address, and again within 5 s of a change. The table of
// services on the same page says the same in words; without scripts the section stays hidden.
(() => {
  "use strict";
  const EVERY = 5000;
  const HEIGHT = 150;
  const language = document.documentElement.lang;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const named = new Intl.DateTimeFormat(language, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(language, { weekday: "short" });

  const tick = (span) => (_, values) => values.map((at) => (span === "week" ? day : clock).format(new Date(at * 1000)));
  const options = (section, width, span) => {
    const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
    return {
      width, height: HEIGHT, cursor: { y: false, drag: { x: false } }, legend: { live: true, markers: { width: 0 } },
      scales: { y: { range: (_, low, high) => [0, Math.max(4, Math.ceil(high * 1.1))] } },
      axes: [{ ...axis, values: tick(span), space: span === "week" ? 60 : 50 }, { ...axis, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000] }],
      series: [
        { label: section.dataset.hour, value: (_, at) => (at === null ? "" : named.format(new Date(at * 1000))) },
        { label: section.dataset.came, stroke: colour("--brand"), width: 2, fill: `${colour("--brand")}22`, points: { show: false } },
        { label: section.dataset.usual, stroke: colour("--soft"), width: 1.5, dash: [5, 4], points: { show: false }, value: (_, n) => (n === null ? "–" : String(Math.round(n * 10) / 10)) },
      ],
    };
  };

  const draw = (section, found, span) => {
    const plots = section.querySelector(".plots");
    section.hidden = false;
    const titles = found.lines.map((line) => line.title).join("\n");
    const same = section.drawn && section.drawn.titles === titles && section.drawn.span === span;
    if (!same) {
      for (const plot of section.drawn?.plots ?? []) plot.destroy();
      plots.replaceChildren();
      section.drawn = { titles, span, plots: [] };
    }
    found.lines.forEach((line, number) => {
      const data = [found.hours, line.count, line.usual];
      if (same) { section.drawn.plots[number].setData(data); return; }
      const place = document.createElement("figure");
      const title = document.createElement("figcaption");
      title.textContent = line.title;
      place.append(title);
      plots.append(place);
      section.drawn.plots.push(new uPlot(options(section, place.clientWidth, span), data, place));
    });
  };

  for (const section of document.querySelectorAll("[data-charts]")) {
    let span = "day";
    let etag = "";
    let last = null;
    const look = async () => {
      if (document.hidden) return;
      const headers = { "Doorgeven-Live": "1", ...(etag ? { "If-None-Match": etag } : {}) };
      const asked = span;
      try {
        const answer = await fetch(`${section.dataset.charts}?span=${asked}`, { headers, cache: "no-store" });
        if (answer.status !== 200 || asked !== span) return;
        etag = answer.headers.get("ETag") ?? "";
        last = await answer.json();
        draw(section, last, span);
      } catch { /* the server is gone: the page says so by itself */ }
    };
    section.addEventListener("click", (event) => {
      const button = event.target.closest("[data-span]");
      if (!button) return;
      span = button.dataset.span;
      etag = "";
      for (const one of section.querySelectorAll("[data-span]")) one.setAttribute("aria-pressed", String(one === button));
      look();
    });
    new ResizeObserver(() => {
      for (const plot of section.drawn?.plots ?? []) {
        const width = plot.root.parentElement.clientWidth;
        if (width && Math.abs(width - plot.width) > 2) plot.setSize({ width, height: HEIGHT });
      }
    }).observe(section);
    look();
    setInterval(look, EVERY);
  }
})();
