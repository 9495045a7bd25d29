"use strict";
// The page is whole without this script. With it: one view at a time, filters, search, a slider, the data as a file.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  document.documentElement.classList.add("js");

  // The data: packed JSON, unpacked when somebody wants it.
  const save = byId("save");
  save.hidden = typeof DecompressionStream === "undefined";
  save.querySelector("button").addEventListener("click", async () => {
    const packed = Uint8Array.from(atob(byId("data").textContent), (char) => char.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const blob = new Blob([await new Response(stream).arrayBuffer()], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "mediaaudit.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  const form = byId("filters");
  if (!form) return;
  const views = all(".view");
  const tabs = all(".tabs a").map((tab) => ({ tab, id: tab.hash.slice(1) }));
  const findings = all(".finding").map((element) => ({
    element,
    card: element.closest(".card"),
    article: element.closest(".article"),
    by: element.dataset.by.split(" "),
    shown: true,
  }));
  const byAnchor = new Map(findings.map((finding) => [finding.element.id, finding]));
  let current = views[0];
  let wanted = {};

  // What is asked for: from the form, and in the address, so that a link leads to what was seen.
  const fields = ["q", "rule", "article", "by", "state"];
  const read = () => {
    const data = new FormData(form);
    const query = Object.fromEntries(fields.map((name) => [name, (data.get(name) || "").trim()]));
    query.severity = data.getAll("severity");
    return query;
  };
  const write = (params) => {
    for (const name of fields) if (form.elements[name]) form.elements[name].value = params.get(name) || "";
    const severity = params.has("severity") ? params.get("severity").split(".") : ["error", "warning", "note"];
    for (const box of form.elements.severity) box.checked = severity.includes(box.value);
  };
  const address = (view) => {
    const params = new URLSearchParams();
    for (const name of fields) if (wanted[name]) params.set(name, wanted[name]);
    if (wanted.severity.length < 3) params.set("severity", wanted.severity.join("."));
    return `#${view}${params.size ? `?${params}` : ""}`;
  };

  // Search looks at what is printed and said, not at reasons of rules and labels: these would match everything.
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const haystack = (finding) => {
    if (finding.text === undefined) {
      const { element, card, article } = finding;
      const printed = all(".name, dd", card.querySelector(".print"));
      const parts = [element.querySelector(".message"), element.querySelector(".refs"), ...printed, article.querySelector(".heading")];
      finding.text = fold(parts.map((part) => part.textContent).join(" "));
    }
    return finding.text;
  };
  const isAsked = ({ state }) => {
    if (!form.elements.state || wanted.state === "all") return true;
    return wanted.state ? state === wanted.state : state === "open" || state === "new";
  };
  const isWanted = (finding, words) => {
    const { rule, severity } = finding.element.dataset;
    return isAsked(finding.element.dataset)
      && wanted.severity.includes(severity)
      && (!wanted.rule || rule === wanted.rule)
      && (!wanted.by || finding.by.includes(wanted.by))
      && (!wanted.article || finding.article.id === wanted.article)
      && words.every((word) => haystack(finding).includes(word));
  };

  const hideEmpty = (selector, item) => {
    for (const box of all(selector, current)) box.hidden = !box.querySelector(`${item}:not([hidden])`);
  };
  const refresh = () => {
    if (current.id === "articles") {
      for (const finding of findings) finding.element.hidden = !finding.shown;
      hideEmpty(".card", ".finding");
      hideEmpty(".article", ".card");
    } else {
      for (const row of all(".row", current)) row.hidden = !byAnchor.get(row.dataset.of).shown;
      hideEmpty(".person", ".row");
      hideEmpty(".group", ".row");
    }
  };
  const apply = () => {
    wanted = read();
    const words = fold(wanted.q).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const finding of findings) {
      finding.shown = isWanted(finding, words);
      count += finding.shown;
    }
    refresh();
    byId("shown").textContent = `${count} of ${findings.length} findings`;
    byId("none").hidden = count > 0;
    for (const { tab, id } of tabs) tab.setAttribute("href", address(id));
  };
  const show = (view) => {
    current = view;
    for (const each of views) each.hidden = each !== view;
    for (const { tab, id } of tabs) {
      if (id === view.id) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  };

  // An address names a view with what is asked for (#rules?q=getty), or a place within one (#f-0123456789ab).
  const follow = () => {
    const [id, query] = decodeURIComponent(location.hash.slice(1)).split(/\?(.*)/s);
    const target = id ? byId(id) : null;
    const view = target?.closest(".view");
    if (!target || !view) {
      if (!target) show(views[0]);
      return apply();
    }
    show(view);
    if (target === view) {
      write(new URLSearchParams(query || ""));
      return apply();
    }
    apply();
    if (target.closest("[hidden]")) {
      write(new URLSearchParams("state=all"));
      apply();
    }
    target.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  };

  let timer = 0;
  const changed = () => {
    apply();
    history.replaceState(null, "", address(current.id));
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", changed);
  form.addEventListener("reset", () => setTimeout(changed));
  form.elements.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(changed, 120);
  });
  byId("none").querySelector("button").addEventListener("click", () => {
    form.reset();
    form.elements.q.focus();
  });
  addEventListener("hashchange", follow);
  form.hidden = false;
  follow();

  // Two pictures that should be one: laid over each other, the second from a line on that a slider moves.
  const overlay = (pair) => {
    const [one, other] = all("figure > .preview", pair).map((svg) => svg.cloneNode(true));
    const crop = pair.dataset.crop.split(" ").map(Number);
    if (crop.length === 4) {
      const whole = pair.dataset.whole === "this" ? one : other;
      const { width, height } = whole.viewBox.baseVal;
      const [left, top, right, bottom] = crop;
      whole.setAttribute("viewBox", [left * width, top * height, (right - left) * width, (bottom - top) * height].join(" "));
      all("rect", whole).forEach((rect) => rect.remove());
    }
    if (pair.dataset.mirrored === "yes") {
      const copy = pair.dataset.whole === "this" ? other : one;
      copy.querySelector("use").setAttribute("transform", `translate(${copy.viewBox.baseVal.width} 0) scale(-1 1)`);
    }
    other.setAttribute("preserveAspectRatio", "none");
    const stack = document.createElement("div");
    stack.className = "stack";
    stack.append(one, other);
    const label = document.createElement("label");
    const range = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, value: 50 });
    range.addEventListener("input", () => stack.style.setProperty("--at", `${range.value}%`));
    label.append("Left of the line this picture, right of it the other", range);
    return [stack, label];
  };
  for (const pair of all('.pair[data-overlay="yes"]')) {
    const details = document.createElement("details");
    details.className = "overlay";
    details.append(Object.assign(document.createElement("summary"), { textContent: "Lay one over the other" }));
    details.addEventListener("toggle", () => details.append(...overlay(pair)), { once: true });
    pair.append(details);
  }
})();
