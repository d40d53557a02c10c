// From the graph's data to what vis-network draws, with the page's colours, the filter, and highlights.
const FADED = 0.18;

function drawnNode(view, node) {
  const away = view.hidden.has(`area:${node.area}`);
  const faint = view.bright !== null && !view.bright.has(node.id);
  const chosen = node.id === view.selected;
  const box = node.shape === "box";
  const { text, background, primary, font } = view.theme;
  const marked = node.mark || view.pinned.has(node.id);
  const quiet = view.graph.dots && !chosen;
  return {
    id: node.id,
    label: quiet && !view.bright?.has(node.id) && node.degree < view.labelFrom ? undefined : node.label,
    shape: node.shape,
    size: node.size,
    hidden: away,
    opacity: faint ? (view.graph.dots ? 0.45 : FADED) : 1,
    fill: node.color,
    borderWidth: box ? (chosen ? 4 : 2) : chosen ? 4 : marked ? 3 : node.more ? 5 : 0,
    borderWidthSelected: 4,
    shapeProperties: { borderRadius: 6 },
    margin: 8,
    color: {
      background: box ? background : node.color,
      border: chosen ? primary : box ? node.color : marked ? text : withAlpha(node.color, 0.35),
      highlight: { background: box ? background : node.color, border: primary },
      hover: { background: box ? background : node.color, border: primary },
    },
    font: {
      color: faint ? withAlpha(hexOf(text), FADED + 0.1) : text,
      face: font,
      size: node.id === view.graph.focus && !box ? 18 : 15,
      strokeWidth: box ? 0 : 4,
      strokeColor: background,
      vadjust: 0,
    },
  };
}

function drawnEdge(view, edge) {
  const lit = view.bright === null ? false : view.brightEdges.has(edge.id);
  const chosen = edge.id === view.selected;
  const ends = view.hiddenNodes.has(edge.from) || view.hiddenNodes.has(edge.to);
  const away = ends || view.hidden.has(`type:${edge.type}`) || view.hidden.has(`status:${edge.status}`);
  const faint = view.bright !== null && !lit && !chosen;
  const labelled = !view.graph.dots && (view.edgeLabels || chosen || lit) && !away;
  const bend = edge.place === 0 ? 0 : (edge.place % 2 ? 1 : -1) * 0.14 * Math.ceil(edge.place / 2);
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    arrows: edge.arrows ? { to: { enabled: true, scaleFactor: 0.55 } } : "",
    dashes: edge.dashes,
    width: chosen ? 4 : lit ? edge.width + 1 : edge.width,
    hidden: away,
    label: labelled ? edge.reads : undefined,
    sentence: edge.sentence,
    color: { color: edge.color, opacity: faint ? FADED * 0.6 : chosen || lit ? 1 : 0.75, inherit: false },
    smooth: view.graph.boxes
      ? { enabled: true, type: view.upright ? "vertical" : "horizontal", forceDirection: view.upright ? "vertical" : "horizontal", roundness: 0.4 }
      : bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false,
    font: { color: view.theme.text, face: view.theme.font, size: 12, strokeWidth: 4, strokeColor: view.theme.background, align: "middle" },
  };
}

function hexOf(color) {
  const parts = color.match(/\d+(\.\d+)?/g);
  if (color.startsWith("#")) return color.length === 4 ? "#" + [...color.slice(1)].map((c) => c + c).join("") : color.slice(0, 7);
  return "#" + (parts ?? [0, 0, 0]).slice(0, 3).map((n) => Math.round(+n).toString(16).padStart(2, "0")).join("");
}

function drawCaptions(view, pen) {
  if (!view.graph.captions.length || view.upright) return;
  const scale = view.network.getScale();
  pen.textAlign = "center";
  pen.textBaseline = "bottom";
  pen.lineJoin = "round";
  pen.font = `600 ${Math.min(15 / scale, 60)}px ${view.theme.font}`;
  for (const { text, x, y } of view.graph.captions) {
    pen.lineWidth = 5 / scale;
    pen.strokeStyle = view.theme.background;
    pen.strokeText(text, x, y);
    pen.fillStyle = view.theme.text;
    pen.fillText(text, x, y);
  }
}

function drawCursor(view, pen) {
  if (!view.cursor || !view.nodes.get(view.cursor) || view.shadow.activeElement !== view.stage) return;
  const at = view.network.getPosition(view.cursor);
  pen.save();
  pen.beginPath();
  pen.setLineDash([5, 4]);
  pen.lineWidth = 2.5;
  pen.strokeStyle = view.theme.primary;
  const box = view.network.getBoundingBox(view.cursor);
  pen.rect(box.left - 5, box.top - 5, box.right - box.left + 10, box.bottom - box.top + 10);
  pen.stroke();
  pen.restore();
}
