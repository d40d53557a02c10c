// A tooltip of plain text; note text is untrusted and never parsed as HTML.
function makeTooltip(root) {
  const box = document.createElement("div");
  box.className = "tooltip";
  box.hidden = true;
  root.append(box);
  return {
    show(lines, x, y) {
      box.replaceChildren(
        ...lines.filter(([text]) => text).map(([text, kind]) => {
          const line = document.createElement("div");
          line.className = kind;
          line.textContent = text;
          return line;
        }),
      );
      box.hidden = false;
      const left = Math.min(x + 14, root.clientWidth - box.offsetWidth - 8);
      const below = y + 16 + box.offsetHeight < root.clientHeight;
      box.style.left = `${Math.max(8, left)}px`;
      box.style.top = `${Math.max(8, below ? y + 16 : y - box.offsetHeight - 12)}px`;
    },
    hide() {
      box.hidden = true;
    },
  };
}
