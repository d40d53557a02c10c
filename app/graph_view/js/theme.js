// The page's colours, and word when they change.
function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  return {
    text: read("--st-text-color", "#222"),
    background: read("--st-background-color", "#fff"),
    border: read("--st-border-color", "#ccc"),
    primary: read("--st-primary-color", "#c33"),
    font: read("--st-font", "sans-serif"),
  };
}

function watchTheme(root, tell) {
  // a transition on an inherited custom property fires when the theme changes; there is no other event for it
  const probe = document.createElement("i");
  probe.className = "probe";
  probe.addEventListener("transitionend", tell);
  root.append(probe);
}

function withAlpha(hex, alpha) {
  const n = parseInt(hex.slice(1), 16);
  return `rgba(${n >> 16}, ${(n >> 8) & 255}, ${n & 255}, ${alpha})`;
}
