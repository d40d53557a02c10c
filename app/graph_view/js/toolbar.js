// Buttons over the graph. Icons are drawn as text that every font has; their names are read to screen readers.
function makeToolbar(view) {
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  const add = (name, sign, act, pressed) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.title = view.words[name];
    button.setAttribute("aria-label", view.words[name]);
    if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed));
    button.addEventListener("click", () => act(button));
    bar.append(button);
  };
  add("zoom_in", "+", () => view.zoom(1.25));
  add("zoom_out", "−", () => view.zoom(0.8));
  add("fit", "⤢", () => view.fit());
  add("labels", "Aa", (button) => {
    view.edgeLabels = !view.edgeLabels;
    button.setAttribute("aria-pressed", String(view.edgeLabels));
    view.restyle();
  }, view.edgeLabels);
  add("rearrange", "⟳", () => view.rearrange());
  if (view.editable) {
    add("undo", "↶", () => view.send("undo", "1"));
    add("dismiss", "×", () => view.selected && view.send("dismiss", view.selected));
    add("dismiss_others", "◎", () => view.selected && view.send("others", view.selected));
  }
  add("png", "PNG", () => savePng(view));
  add("svg", "SVG", () => saveSvg(view));
  view.root.append(bar);
}
