// Adds filters, keys and copying to a page that is whole without it. It reads only what the page holds, and writes text,
// never markup.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const form = document.getElementById("filters");
  const status = document.getElementById("count");
  const VERDICTS = { vd: "discrepancy", ve: "explained", vu: "unclear", va: "agreement" };

  const findings = Array.from(document.querySelectorAll("#findings .f"), (element) => ({
    element,
    verdict: VERDICTS[Object.keys(VERDICTS).find((name) => element.classList.contains(name))],
    severity: Number(element.dataset.s),
    rule: element.dataset.r,
    sources: new Set((element.dataset.o || "").split(" ")),
    story: element.dataset.t || "",
    words: null,
  }));
  const groups = Array.from(document.querySelectorAll("#findings .group"), (element) => ({
    element,
    count: element.querySelector(".n"),
    all: element.querySelectorAll(".f").length,
  }));
  const boxes = Array.from(form.elements.namedItem("verdict"));

  // What a finding says, for the search; gathered at the first search, since most visits make none.
  const words = (finding) =>
    (finding.words ??= (finding.element.id + " " + finding.element.querySelector(".t").textContent).toLowerCase());

  const wanted = () => ({
    verdicts: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
    q: form.elements.q.value.trim().toLowerCase().split(/\s+/).filter(Boolean),
    source: form.elements.source.value,
    story: form.elements.story.value,
    rule: form.elements.rule.value,
    severity: Number(form.elements.severity.value),
  });

  const filter = () => {
    const want = wanted();
    let shown = 0;
    const counts = new Map();
    for (const finding of findings) {
      const fits =
        want.verdicts.has(finding.verdict) &&
        finding.severity >= want.severity &&
        (!want.rule || finding.rule === want.rule) &&
        (!want.source || finding.sources.has(want.source)) &&
        (!want.story || finding.story === want.story) &&
        want.q.every((word) => words(finding).includes(word));
      if (finding.element.hidden === fits) finding.element.hidden = !fits;
      if (fits) {
        shown += 1;
        counts.set(finding.verdict, (counts.get(finding.verdict) || 0) + 1);
      }
    }
    for (const group of groups) {
      const count = counts.get(group.element.id) || 0;
      group.element.hidden = count === 0;
      group.count.textContent = count === group.all ? `(${count})` : `(${count} of ${group.all})`;
    }
    const noun = findings.length === 1 ? "finding" : "findings";
    status.textContent =
      shown === findings.length ? `${shown} ${noun}` : `${shown} of ${findings.length} ${noun}`;
  };

  // The view as a fragment: "#?verdict=discrepancy&source=The+Herald". What is not narrowed is left out.
  const fragment = () => {
    const view = new URLSearchParams();
    const checked = boxes.filter((box) => box.checked);
    if (checked.length < boxes.length) view.set("verdict", checked.map((box) => box.value).join(","));
    if (form.elements.q.value.trim()) view.set("q", form.elements.q.value.trim());
    for (const name of ["source", "story"]) {
      const select = form.elements[name];
      if (select.value) view.set(name, select.selectedOptions[0].textContent);
    }
    if (form.elements.rule.value) view.set("rule", form.elements.rule.value);
    if (form.elements.severity.value !== "0") view.set("severity", form.elements.severity.value);
    const text = view.toString();
    return text ? `#?${text}` : "";
  };

  const restore = (text) => {
    const view = new URLSearchParams(text);
    const verdicts = view.has("verdict") ? view.get("verdict").split(",") : null;
    for (const box of boxes) box.checked = !verdicts || verdicts.includes(box.value);
    form.elements.q.value = view.get("q") || "";
    for (const name of ["source", "story"]) {
      const select = form.elements[name];
      const found = Array.from(select.options).find((option) => option.textContent === view.get(name));
      select.value = found ? found.value : "";
    }
    form.elements.rule.value = view.get("rule") || "";
    form.elements.severity.value = view.get("severity") || "0";
    for (const name of ["rule", "severity"]) {
      if (form.elements[name].selectedIndex < 0) form.elements[name].selectedIndex = 0;
    }
    filter();
  };

  let timer = 0;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      filter();
      history.replaceState(null, "", fragment() || location.pathname + location.search);
    }, 80);
  };

  // A link may lead to what is folded or filtered away.
  const reveal = (id) => {
    const target = document.getElementById(id);
    if (!target) return;
    let moved = false;
    for (let at = target; at; at = at.parentElement) {
      if (at.hidden) {
        at.hidden = false;
        moved = true;
      }
      if (at.tagName === "DETAILS" && !at.open) {
        at.open = true;
        moved = true;
      }
    }
    if (moved) target.scrollIntoView();
    if (target.classList.contains("f")) target.focus({ preventScroll: true });
  };

  const follow = () => {
    const hash = location.hash;
    if (hash.startsWith("#?")) restore(hash.slice(2));
    else if (hash.length > 1) reveal(hash.slice(1));
    else restore("");
  };

  const copy = async (button) => {
    const text = button.closest(".f").querySelector(".md").textContent;
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
      button.focus();
    }
    button.textContent = done ? "Copied" : "Not copied: unfold “As Markdown”";
    setTimeout(() => (button.textContent = "Copy for email"), 2500);
  };

  const step = (by) => {
    const shown = findings.filter((finding) => finding.element.offsetParent !== null);
    if (!shown.length) return;
    const here = document.activeElement && document.activeElement.closest(".f");
    const at = shown.findIndex((finding) => finding.element === here);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1);
    shown[next].element.focus();
    shown[next].element.scrollIntoView({ block: "nearest" });
  };

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) copy(button);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape") {
      if (field) field.blur();
      else {
        const here = document.activeElement && document.activeElement.closest(".f");
        if (here) for (const part of here.querySelectorAll("details[open]")) part.open = false;
      }
      return;
    }
    if (field) return;
    if (event.key === "/") {
      event.preventDefault();
      form.elements.q.focus();
      form.elements.q.select();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.target.classList && event.target.classList.contains("f")) {
      if (event.key === "Enter") {
        const parts = Array.from(event.target.querySelectorAll("details:not(.side details)"));
        const open = parts.some((part) => !part.open);
        for (const part of parts) part.open = open;
      } else if (event.key === "c") copy(event.target.querySelector("button.copy"));
    }
  });

  filter();
  follow();
})();
