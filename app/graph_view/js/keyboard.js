// All of the graph by keyboard: arrows walk, Enter selects, Space opens, Delete hides.
const DIRECTIONS_BY_KEY = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function onKey(view, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = view.cursor;
  const steps = {
    Enter: () => at && view.choose(at),
    " ": () => at && view.expand(at),
    Delete: () => at && view.send("dismiss", at),
    Backspace: () => at && view.send("dismiss", at),
    Escape: () => view.choose(""),
    f: () => view.fit(),
    "+": () => view.zoom(1.25),
    "=": () => view.zoom(1.25),
    "-": () => view.zoom(0.8),
    z: () => view.send("undo", "1"),
    p: () => at && view.togglePin(at),
    o: () => at && view.send("others", at),
  };
  const step = DIRECTIONS_BY_KEY[event.key] ? () => walk(view, DIRECTIONS_BY_KEY[event.key]) : steps[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  step();
}

function walk(view, [right, down]) {
  const ids = view.nodes.getIds({ filter: (n) => !n.hidden });
  if (!ids.length) return;
  const at = view.network.getPositions(ids);
  const from = at[view.cursor];
  if (!from) return view.setCursor(at[view.graph.focus] ? view.graph.focus : ids[0]);
  let best = null;
  for (const id of ids) {
    if (id === view.cursor) continue;
    const along = (at[id].x - from.x) * right + (at[id].y - from.y) * down;
    const aside = Math.abs((at[id].x - from.x) * down) + Math.abs((at[id].y - from.y) * right);
    const cost = along + aside * 2;
    if (along > 1 && (!best || cost < best.cost)) best = { id, cost };
  }
  if (best) view.setCursor(best.id);
}
