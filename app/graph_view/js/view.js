// The view: one vis network a mount, kept over reruns; places, camera, pins and filter are kept over reloads too.
const shared = (globalThis.gradusGraphs ??= { data: {}, listeners: {} });
const mounts = (globalThis.gradusMounts ??= new WeakMap());

function remembered(layout) {
  try {
    return JSON.parse(localStorage.getItem(`gradus:${layout}`)) ?? {};
  } catch {
    return {};
  }
}

const READABLE = 0.62;

class GraphView {
  constructor(shadow) {
    this.shadow = shadow;
    this.root = document.createElement("div");
    this.root.className = "root";
    this.stage = document.createElement("div");
    this.stage.className = "stage";
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "application");
    this.status = document.createElement("div");
    this.status.className = "visually-hidden";
    this.status.setAttribute("aria-live", "polite");
    this.root.append(this.stage, this.status);
    shadow.append(this.root);
    Object.assign(this, { hidden: new Set(), hiddenNodes: new Set(), pinned: new Set(), edgeColor: {}, selected: "", cursor: "" });
    Object.assign(this, { bright: null, brightEdges: new Set(), edgeLabels: false, labelFrom: 0, layout: "", rev: "", hovered: "" });
  }

  update({ data: [data], setTriggerValue, setStateValue }) {
    Object.assign(this, { control: data, words: data.words, setTriggerValue, setStateValue });
    this.editable = data.editable ?? true;
    this.root.style.height = `${data.height}px`;
    this.stage.setAttribute("aria-label", `${data.words.canvas} ${data.words.keys}`);
    shared.listeners[data.key] = () => this.draw();
    this.draw();
  }

  draw() {
    const graph = shared.data[this.control.key];
    if (!globalThis.vis?.Network || !graph || graph.rev !== this.control.rev || !this.stage.clientWidth) {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.root.isConnected && this.draw(), 15);
      return;
    }
    const fresh = !this.network;
    const changed = graph.rev !== this.rev;
    this.selected = this.control.selected;
    if (this.selected) this.cursor = this.selected;
    if (fresh) this.create(graph);
    if (changed) this.show(graph);
    this.restyle();
    this.root.dataset.ready = graph.rev;
  }

  create(graph) {
    this.graph = graph;
    this.theme = readTheme(this.root);
    this.tooltip = makeTooltip(this.root);
    this.legend = makeLegend(this);
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.network = new vis.Network(this.stage, { nodes: this.nodes, edges: this.edges }, {
      physics: false,
      interaction: { hover: true, hoverConnectedEdges: false, keyboard: false, multiselect: false, hideEdgesOnDrag: graph.nodes.length > 400, hideEdgesOnZoom: graph.nodes.length > 400, tooltipDelay: 1e9 },
      nodes: { chosen: false },
      edges: { chosen: false, selectionWidth: 0 },
    });
    makeToolbar(this);
    watchTheme(this.root, () => {
      this.theme = readTheme(this.root);
      this.restyle();
    });
    this.listen();
  }

  // vis draws on resize; a graph first drawn in a hidden tab has no size until then
  listen() {
    const net = this.network;
    net.on("click", ({ nodes, edges }) => this.clicked(nodes[0] ?? "", edges[0] ?? ""));
    net.on("doubleClick", ({ nodes }) => nodes[0] && this.expand(nodes[0]));
    net.on("hoverNode", ({ node }) => this.hover(node));
    net.on("blurNode", () => this.hover(""));
    net.on("hoverEdge", ({ edge, event }) => this.tellEdge(edge, event));
    net.on("blurEdge", () => this.tooltip.hide());
    net.on("dragStart", () => this.tooltip.hide());
    net.on("dragEnd", ({ nodes }) => {
      nodes.forEach((id) => this.pinned.add(id));
      this.restyle();
      this.keep();
    });
    net.on("zoom", () => this.keep());
    net.on("afterDrawing", (pen) => {
      drawCaptions(this, pen);
      drawCursor(this, pen);
    });
    this.stage.addEventListener("keydown", (event) => onKey(this, event));
    this.stage.addEventListener("focus", () => net.redraw());
    this.stage.addEventListener("blur", () => net.redraw());
    this.resizing = new ResizeObserver(() => {
      if (this.stage.clientWidth && this.widthDrawn !== this.stage.clientWidth) {
        const first = !this.widthDrawn;
        this.widthDrawn = this.stage.clientWidth;
        net.setSize("100%", "100%");
        net.redraw();
        if (!first) this.open();
      }
    });
    this.resizing.observe(this.stage);
  }

  show(graph) {
    const same = graph.layout === this.layout;
    const kept = same ? { at: this.network.getPositions() } : remembered(graph.layout);
    if (!same) {
      this.pinned = new Set(kept.pinned ?? []);
      this.hidden = new Set(kept.hidden ?? []);
    }
    Object.assign(this, { graph, rev: graph.rev, layout: graph.layout, bright: null, hovered: "" });
    this.upright = graph.boxes && this.root.clientWidth < 620;
    this.byId = new Map(graph.nodes.map((node) => [node.id, node]));
    this.edgeById = new Map(graph.edges.map((edge) => [edge.id, edge]));
    this.edgeColor = Object.fromEntries(graph.edges.map((edge) => [edge.id, edge.color]));
    this.near = new Map(graph.nodes.map((node) => [node.id, []]));
    for (const edge of graph.edges) {
      this.near.get(edge.from)?.push(edge);
      this.near.get(edge.to)?.push(edge);
    }
    this.labelFrom = graph.dots ? [...graph.nodes].sort((a, b) => b.degree - a.degree)[30]?.degree ?? 0 : 0;
    const places = this.places(graph, kept.at ?? {}, same);
    this.root.dataset.nodes = graph.nodes.length;
    const gone = this.nodes.getIds().filter((id) => !this.byId.has(id));
    this.edges.clear();
    this.nodes.remove(gone);
    this.theme = readTheme(this.root);
    this.nodes.update(graph.nodes.map((node) => ({ ...drawnNode(this, node), ...places[node.id] })));
    this.filter();
    this.edges.update(this.edgesShown().map((edge) => drawnEdge(this, edge)));
    this.legend.draw();
    if (same) this.bringIntoView(graph.nodes.filter((n) => !(n.id in kept.at)).map((n) => n.id));
    else if (kept.camera && kept.width === this.stage.clientWidth) this.network.moveTo(kept.camera);
    else this.open();
    this.keep();
  }

  places(graph, known, same) {
    const placed = {};
    for (const node of graph.nodes) {
      if (known[node.id]) placed[node.id] = known[node.id];
      else if (!same || !node.anchor) placed[node.id] = this.turned(node);
    }
    const standing = graph.nodes.filter((n) => placed[n.id]).map((n) => ({ ...n, ...placed[n.id] }));
    return { ...placed, ...placeNewcomers(graph.nodes.filter((n) => !placed[n.id]), standing) };
  }

  // a wide picture stands up on a narrow screen
  turned({ x, y }) {
    if (this.upright) return { x: y * 3.3, y: x * 0.55 };
    return this.root.clientWidth < 620 && !this.graph.dots ? { x: x * 0.62, y: y * 1.5 } : { x, y };
  }

  edgesShown() {
    if (!this.graph.dots) return this.graph.edges;
    return this.near.get(this.hovered || this.selected) ?? [];
  }

  filter() {
    this.hiddenNodes = new Set(this.graph.nodes.filter((n) => this.hidden.has(`area:${n.area}`)).map((n) => n.id));
  }

  filterChanged() {
    this.legend.draw();
    this.restyle();
    this.keep();
    this.setStateValue("hidden", [...this.hidden].sort());
  }

  restyle() {
    if (!this.graph) return;
    this.filter();
    const centre = this.hovered || (this.graph.dots ? this.selected : "");
    const lines = centre ? this.near.get(centre) ?? [] : [];
    this.bright = centre ? new Set([centre, ...lines.flatMap((e) => [e.from, e.to])]) : null;
    this.brightEdges = new Set(lines.map((e) => e.id));
    this.nodes.update(this.graph.nodes.map((node) => drawnNode(this, node)));
    if (this.graph.dots) this.edges.clear();
    this.edges.update(this.edgesShown().map((edge) => drawnEdge(this, edge)));
  }

  clicked(node, edge) {
    this.stage.focus({ preventScroll: true });
    if (node) this.choose(node);
    else if (edge) {
      this.selected = edge;
      this.restyle();
      this.send("relation", edge);
    } else this.choose("");
  }

  choose(id) {
    this.tooltip.hide();
    if (id) this.setCursor(id, false);
    if (id === this.selected) return;
    this.selected = id;
    this.hovered = "";
    this.restyle();
    this.send("select", id);
  }

  expand(id) {
    if (this.graph.dots) return;
    this.tooltip.hide();
    this.selected = id;
    this.send("expand", id);
  }

  // an object with a counter: the same id twice is two events
  send(name, id) {
    this.count = (this.count ?? 0) + 1;
    this.setTriggerValue(name, { id, count: this.count });
  }

  hover(id) {
    clearTimeout(this.hovering);
    this.hovering = setTimeout(() => {
      if (this.hovered === id) return;
      this.hovered = id;
      this.restyle();
      if (id) this.tellNode(id);
      else this.tooltip.hide();
    }, id ? 90 : 40);
  }

  tellNode(id) {
    const node = this.byId.get(id);
    if (!node) return;
    const at = this.network.canvasToDOM(this.network.getPosition(id));
    const more = node.more ? this.words.more.replace("{count}", node.more) : "";
    this.tooltip.show([[node.name, "name"], [[node.area_label, node.mark_label].filter(Boolean).join(" · "), "quiet"], [node.about, "about"], [more, "quiet"]], at.x, at.y);
  }

  tellEdge(id) {
    const edge = this.edgeById.get(id);
    if (!edge?.sentence || this.hovered) return;
    const [a, b] = [edge.from, edge.to].map((end) => this.network.canvasToDOM(this.network.getPosition(end)));
    this.tooltip.show([[edge.sentence, "name"], [edge.evidence, "about"], [edge.where, "quiet"]], (a.x + b.x) / 2, (a.y + b.y) / 2);
  }

  setCursor(id, move = true) {
    this.cursor = id;
    const node = this.byId.get(id);
    if (node) this.status.textContent = `${node.name}, ${node.area_label}${node.more ? ", " + this.words.more.replace("{count}", node.more) : ""}`;
    if (move) this.bringIntoView([id]);
    this.network.redraw();
  }

  togglePin(id) {
    if (!this.pinned.delete(id)) this.pinned.add(id);
    this.restyle();
    this.keep();
  }

  // pinned concepts stay; the rest settles around them for a moment
  rearrange() {
    if (this.graph.dots || this.graph.boxes) return this.fit();
    this.nodes.update(this.graph.nodes.map((n) => ({ id: n.id, fixed: this.pinned.has(n.id) })));
    this.network.setOptions({ physics: { enabled: true, solver: "forceAtlas2Based", stabilization: false, forceAtlas2Based: { gravitationalConstant: -120, springLength: 150, avoidOverlap: 1 } } });
    setTimeout(() => {
      this.network.setOptions({ physics: false });
      this.nodes.update(this.graph.nodes.map((n) => ({ id: n.id, fixed: false })));
      this.fit();
      this.keep();
    }, 1200);
  }

  // first look: everything where it can be read, else the focus in the middle
  open() {
    this.fit(false);
    if (this.graph.dots || this.network.getScale() >= READABLE) return;
    const middle = [this.selected, this.graph.focus].find((id) => this.byId.has(id));
    const places = Object.values(this.network.getPositions());
    const [xs, ys] = [places.map((p) => p.x), places.map((p) => p.y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const half = (size) => size / 2 / READABLE - 90;
    const start = this.upright ? { x: (left + Math.max(...xs)) / 2, y: top + half(this.stage.clientHeight) } : { x: left + half(this.stage.clientWidth), y: (top + Math.max(...ys)) / 2 };
    this.network.moveTo({ position: middle ? this.network.getPosition(middle) : start, scale: READABLE });
  }

  fit(animate = true) {
    const ids = this.nodes.getIds({ filter: (n) => !n.hidden });
    if (ids.length) this.network.fit({ nodes: ids, maxZoomLevel: 1.15, animation: animate ? { duration: 250, easingFunction: "easeInOutQuad" } : false });
    if (this.graph.captions.length && ids.length && !animate) this.network.moveTo({ scale: this.network.getScale() * 0.88 });
    setTimeout(() => this.keep(), 300);
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor, animation: { duration: 150, easingFunction: "easeInOutQuad" } });
    setTimeout(() => this.keep(), 200);
  }

  // the least move of the camera that shows these
  bringIntoView(ids) {
    if (!ids.length) return;
    const [w, h, edge] = [this.stage.clientWidth, this.stage.clientHeight, 46];
    const at = ids.map((id) => this.network.canvasToDOM(this.network.getPosition(id)));
    const past = (values, size) => Math.min(0, Math.min(...values) - edge) || Math.max(0, Math.max(...values) + edge - size);
    const [dx, dy] = [past(at.map((p) => p.x), w), past(at.map((p) => p.y), h)];
    if (!dx && !dy) return;
    const [width, height] = [Math.max(...at.map((p) => p.x)) - Math.min(...at.map((p) => p.x)), Math.max(...at.map((p) => p.y)) - Math.min(...at.map((p) => p.y))];
    if (width + 2 * edge > w || height + 2 * edge > h) return this.fit();
    const view = this.network.getViewPosition();
    const scale = this.network.getScale();
    this.network.moveTo({ position: { x: view.x + dx / scale, y: view.y + dy / scale }, animation: { duration: 180, easingFunction: "easeInOutQuad" } });
  }

  keep() {
    const state = {
      at: this.graph.dots ? undefined : this.network.getPositions(),
      camera: { position: this.network.getViewPosition(), scale: this.network.getScale() },
      width: this.stage.clientWidth,
      pinned: [...this.pinned],
      hidden: [...this.hidden],
    };
    try {
      const kept = Object.keys(localStorage).filter((name) => name.startsWith("gradus:"));
      if (kept.length > 60) kept.slice(0, 30).forEach((name) => localStorage.removeItem(name));
      localStorage.setItem(`gradus:${this.layout}`, JSON.stringify(state));
    } catch {
      // a full or forbidden storage costs only the memory of places
    }
  }

  close() {
    clearTimeout(this.waiting);
    clearTimeout(this.hovering);
    delete shared.listeners[this.control.key];
    this.resizing?.disconnect();
    this.network?.destroy();
    this.network = null;
    this.root.remove();
  }
}

export default function (component) {
  const shadow = component.parentElement;
  let view = mounts.get(shadow);
  if (!view) {
    view = new GraphView(shadow);
    mounts.set(shadow, view);
    globalThis.gradusViews = { ...globalThis.gradusViews, [component.data[0].key]: view };
  }
  view.update(component);
  return () => {
    view.close();
    mounts.delete(shadow);
  };
}
