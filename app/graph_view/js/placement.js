// Places for newcomers: near the concept that brought them, away from all that stands already. Nothing else moves.
function labelBox(node) {
  const lines = (node.label ?? "").split("\n");
  const wide = Math.max(...lines.map((line) => [...line].reduce((w, c) => w + (c > "\u2e80" ? 15 : 7.6), 0)));
  return { w: Math.max(wide, 30) + 14, h: 42 + lines.length * 17 };
}

function placeNewcomers(newcomers, taken) {
  const standing = taken.map((t) => ({ ...t, ...labelBox(t) }));
  const centre = (axis) => standing.reduce((sum, t) => sum + t[axis], 0) / Math.max(1, standing.length);
  const middle = { x: centre("x"), y: centre("y") };
  const spots = {};
  for (const node of newcomers) {
    const anchor = standing.find((t) => t.id === node.anchor) ?? middle;
    const box = labelBox(node);
    const outward = Math.atan2(anchor.y - middle.y, anchor.x - middle.x);
    let best = null;
    for (let reach = 110; reach < 900 && !(best?.free); reach += 45) {
      for (let n = 0; n < 24; n++) {
        const turn = ((n % 2 ? 1 : -1) * Math.ceil(n / 2) * Math.PI) / 12;
        const x = anchor.x + reach * 1.3 * Math.cos(outward + turn);
        const y = anchor.y + reach * Math.sin(outward + turn);
        const overlap = standing.reduce((sum, t) => {
          const dx = (box.w + t.w) / 2 - Math.abs(x - t.x);
          const dy = (box.h + t.h) / 2 - Math.abs(y - t.y);
          return sum + (dx > 0 && dy > 0 ? dx * dy : 0);
        }, 0);
        const cost = overlap + reach * 0.01 + Math.abs(turn);
        if (!best || cost < best.cost) best = { x, y, cost, free: overlap === 0 };
        if (overlap === 0) break;
      }
    }
    spots[node.id] = { x: best.x, y: best.y };
    standing.push({ id: node.id, x: best.x, y: best.y, ...box });
  }
  return spots;
}
