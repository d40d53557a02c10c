// The legend is the filter: a click hides or shows an entry, alt-click shows only that one.
const LEGEND_GROUPS = [["area", "areas"], ["type", "types"], ["status", "statuses"]];

function makeLegend(view) {
  const box = document.createElement("details");
  box.className = "legend";
  const wide = () => view.root.clientWidth > 640;
  const makeRoom = () => view.root.classList.toggle("aside", box.open && wide());
  box.open = wide();
  box.addEventListener("toggle", makeRoom);
  view.root.append(box);
  makeRoom();
  const draw = () => {
    const summary = document.createElement("summary");
    summary.textContent = view.words.legend;
    const parts = [summary];
    for (const [group, title] of LEGEND_GROUPS) {
      const rows = view.graph.legend.filter((row) => row.group === group);
      if (!rows.length) continue;
      const heading = document.createElement("div");
      heading.className = "legend-title";
      heading.textContent = view.words[group === "area" && view.graph.by_mark ? "marks" : title];
      parts.push(heading, ...rows.map((row) => legendRow(view, rows, row)));
    }
    box.replaceChildren(...parts);
  };
  return { draw };
}

function legendRow(view, rows, row) {
  const id = `${row.group}:${row.id}`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "legend-row";
  button.setAttribute("aria-pressed", String(!view.hidden.has(id)));
  const sample = document.createElement("span");
  sample.className = `sample ${row.group} ${row.dash ?? ""}`;
  if (row.color) sample.style.setProperty("--sample", row.color);
  const text = document.createElement("span");
  text.className = "legend-label";
  text.textContent = row.label;
  const count = document.createElement("span");
  count.className = "count";
  count.textContent = row.count;
  button.append(sample, text, count);
  button.addEventListener("click", (event) => {
    const others = rows.map((r) => `${r.group}:${r.id}`).filter((other) => other !== id);
    if (event.altKey) {
      const alone = !view.hidden.has(id) && others.every((other) => view.hidden.has(other));
      view.hidden.delete(id);
      others.forEach((other) => (alone ? view.hidden.delete(other) : view.hidden.add(other)));
    } else if (!view.hidden.delete(id)) {
      view.hidden.add(id);
    }
    const place = [...button.parentElement.children].indexOf(button);
    view.filterChanged();
    view.root.querySelector(".legend").children[place]?.focus();
  });
  return button;
}
