// The picture as a file: PNG from the canvas, SVG from the positions.
function saveFile(name, href) {
  const link = document.createElement("a");
  link.download = name;
  link.href = href;
  link.click();
}

function savePng(view) {
  const source = view.root.querySelector("canvas");
  const copy = document.createElement("canvas");
  copy.width = source.width;
  copy.height = source.height;
  const pen = copy.getContext("2d");
  pen.fillStyle = view.theme.background;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(source, 0, 0);
  saveFile("gradus.png", copy.toDataURL("image/png"));
}

function saveSvg(view) {
  const url = URL.createObjectURL(new Blob([svgText(view)], { type: "image/svg+xml" }));
  saveFile("gradus.svg", url);
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function svgText(view) {
  const space = "http://www.w3.org/2000/svg";
  const make = (name, attributes, parent, text) => {
    const element = document.createElementNS(space, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    if (text) element.textContent = text;
    parent?.append(element);
    return element;
  };
  const nodes = view.nodes.get().filter((n) => !n.hidden);
  const at = view.network.getPositions(nodes.map((n) => n.id));
  const xs = nodes.map((n) => at[n.id].x);
  const ys = nodes.map((n) => at[n.id].y);
  const [left, top] = [Math.min(...xs) - 120, Math.min(...ys) - 60];
  const svg = make("svg", {
    xmlns: space,
    viewBox: `${left} ${top} ${Math.max(...xs) + 120 - left} ${Math.max(...ys) + 90 - top}`,
    "font-family": view.theme.font,
    "font-size": 14,
  });
  make("rect", { x: left, y: top, width: "100%", height: "100%", fill: view.theme.background }, svg);
  for (const edge of view.edges.get().filter((e) => !e.hidden && at[e.from] && at[e.to])) {
    const [a, b] = [at[edge.from], at[edge.to]];
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const stroke = view.edgeColor[edge.id];
    const line = make("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke, "stroke-width": 1.5 }, svg);
    if (edge.dashes) line.setAttribute("stroke-dasharray", edge.dashes.join(" "));
    make("title", {}, line, edge.sentence);
    if (edge.arrows) {
      const tip = { x: b.x - ux * 14, y: b.y - uy * 14 };
      const points = `${tip.x},${tip.y} ${tip.x - ux * 9 - uy * 4},${tip.y - uy * 9 + ux * 4} ${tip.x - ux * 9 + uy * 4},${tip.y - uy * 9 - ux * 4}`;
      make("polygon", { points, fill: stroke }, svg);
    }
  }
  for (const node of nodes) {
    const { x, y } = at[node.id];
    const lines = (node.label ?? "").split("\n");
    const box = node.shape === "box";
    if (box) {
      const { w } = labelBox(node);
      const h = lines.length * 17 + 12;
      make("rect", { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 6, fill: view.theme.background, stroke: node.fill, "stroke-width": 2 }, svg);
    } else {
      make("circle", { cx: x, cy: y, r: node.size, fill: node.fill }, svg);
    }
    lines.forEach((line, n) => {
      const down = box ? (n - (lines.length - 1) / 2) * 17 + 5 : node.size + 17 + n * 17;
      make("text", { x, y: y + down, fill: view.theme.text, "text-anchor": "middle" }, svg, line);
    });
  }
  return new XMLSerializer().serializeToString(svg);
}
