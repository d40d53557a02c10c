// A combobox over all concepts: names in both languages, aliases, pinyin initials, typing mistakes.
const LIMIT = 12;
const boxes = (globalThis.gradusSearch ??= new WeakMap());

function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s\-_·‑–—'’"“”`*]+/g, "");
}

function prepare(entries) {
  return entries.map(([id, name, other, area, further, weight]) => ({
    id, name, other, area, weight,
    keys: [name, other, ...further].filter(Boolean).map(fold),
  }));
}

function matchScore(key, asked) {
  if (key === asked) return 1000;
  if (key.startsWith(asked)) return 800 - key.length;
  const at = key.indexOf(asked);
  if (at > 0) return 600 - at - key.length * 0.5;
  let from = 0;
  for (const letter of asked) {
    from = key.indexOf(letter, from) + 1;
    if (!from) return 0;
  }
  return asked.length > 2 ? Math.max(1, 300 - key.length * 3) : 0;
}

// optimal string alignment distance, given up above `most`
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [[], [...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

function findConcepts(entries, text) {
  const asked = fold(text);
  if (!asked) return [];
  const rank = (score) => entries
    .map((entry) => ({ entry, score: Math.max(...entry.keys.map(score)) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score || b.entry.weight - a.entry.weight || (a.entry.id < b.entry.id ? -1 : 1));
  const exact = rank((key) => { const s = matchScore(key, asked); return s; });
  if (exact.some((f) => f.score >= 400) || asked.length < 4) return exact.slice(0, LIMIT).map((f) => f.entry);
  const most = asked.length < 8 ? 1 : 2;
  const near = rank((key) => {
    const away = Math.min(distance(key, asked, most), distance(key.slice(0, asked.length), asked, most));
    return away <= most ? 350 - away * 20 - Math.abs(key.length - asked.length) * 5 : 0;
  });
  const all = [...near, ...exact];
  return [...new Map(all.map((f) => [f.entry.id, f.entry])).values()].slice(0, LIMIT);
}

class SearchBox {
  constructor(shadow) {
    this.root = document.createElement("div");
    this.root.className = "box";
    this.input = Object.assign(document.createElement("input"), { type: "text", autocomplete: "off", spellcheck: false });
    this.list = document.createElement("ul");
    this.status = Object.assign(document.createElement("div"), { className: "visually-hidden" });
    this.list.id = "found";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.status.setAttribute("aria-live", "polite");
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "found", "aria-expanded": "false" };
    Object.entries(roles).forEach(([name, value]) => this.input.setAttribute(name, value));
    this.root.append(this.input, this.list, this.status);
    shadow.append(this.root);
    this.found = [];
    this.at = 0;
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("focus", () => this.input.value && this.search());
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.slash = (event) => {
      const typing = event.composedPath().some((e) => ["INPUT", "TEXTAREA"].includes(e.tagName) || e.isContentEditable);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        this.input.focus();
      }
    };
    this.follow = () => this.place();
    document.addEventListener("keydown", this.slash);
    window.addEventListener("resize", this.follow);
    document.addEventListener("scroll", this.follow, true);
  }

  update({ data: [data], setTriggerValue }) {
    this.pick = (id) => setTriggerValue("pick", { id, count: (this.picks = (this.picks ?? 0) + 1) });
    if (this.raw !== data.entries) {
      this.raw = data.entries;
      this.entries = prepare(data.entries);
    }
    this.words = data.words;
    this.input.placeholder = data.words.placeholder;
    this.input.setAttribute("aria-label", data.words.label);
    this.list.setAttribute("aria-label", data.words.label);
  }

  search() {
    this.found = findConcepts(this.entries, this.input.value);
    this.at = 0;
    this.list.hidden = !this.input.value.trim();
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.draw();
    this.place();
  }

  draw() {
    const rows = this.found.map((entry, n) => {
      const row = document.createElement("li");
      row.id = `option-${n}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(n === this.at));
      for (const [text, kind] of [[entry.name, "name"], [entry.other, "other"], [entry.area, "area"]]) {
        row.append(Object.assign(document.createElement("span"), { className: kind, textContent: text }));
      }
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.choose(n);
      });
      return row;
    });
    if (!rows.length && this.input.value.trim()) {
      rows.push(Object.assign(document.createElement("li"), { className: "nothing", textContent: this.words.nothing }));
      rows[0].setAttribute("role", "option");
      rows[0].setAttribute("aria-disabled", "true");
    }
    this.list.replaceChildren(...rows);
    if (this.found.length) this.input.setAttribute("aria-activedescendant", `option-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
    this.status.textContent = this.words.found.replace("{count}", this.found.length);
  }

  place() {
    const at = this.input.getBoundingClientRect();
    Object.assign(this.list.style, { left: `${at.left}px`, top: `${at.bottom}px`, width: `${Math.max(at.width, 240)}px` });
  }

  key(event) {
    const last = this.found.length - 1;
    if (event.key === "ArrowDown") this.at = Math.min(last, this.at + 1);
    else if (event.key === "ArrowUp") this.at = Math.max(0, this.at - 1);
    else if (event.key === "Enter" && !event.isComposing) return this.found.length && this.choose(this.at);
    else if (event.key === "Escape") return this.close();
    else return;
    event.preventDefault();
    this.draw();
  }

  choose(n) {
    this.pick(this.found[n].id);
    this.input.value = "";
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  end() {
    document.removeEventListener("keydown", this.slash);
    window.removeEventListener("resize", this.follow);
    document.removeEventListener("scroll", this.follow, true);
    this.root.remove();
  }
}

export default function (component) {
  const shadow = component.parentElement;
  if (!boxes.has(shadow)) boxes.set(shadow, new SearchBox(shadow));
  boxes.get(shadow).update(component);
  return () => {
    boxes.get(shadow)?.end();
    boxes.delete(shadow);
  };
}
