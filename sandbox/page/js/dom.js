// Builds DOM nodes. The only way this page makes elements: text is always text, never markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "indeterminate"]);

/** Make an element. `on*` are listeners, `data` a dataset, null or false attributes are left out. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2).toLowerCase(), value);
    else if (name === "data") {
      for (const [key, item] of Object.entries(value)) if (item !== null && item !== undefined) node.dataset[key] = item;
    } else if (PROPERTIES.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

/** Append nodes, strings and nested arrays of them; null and false are nothing. */
export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

const ICONS = {
  hash: "M6 2 4.5 14M11.5 2 10 14M2.5 5.5h11.5M2 10.5h11.5",
  lock: "M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  bolt: "M9 1.5 3.5 9H8l-1 5.5L12.500 7H8z",
  more: "M3.500 8h.01M8 8h.01M12.500 8h.01",
  reply: "M2 3h12v8H8l-3.500 3v-3H2z",
  send: "M2 8 14 2.500 11 13.500 7.500 9.500zM7.500 9.500 14 2.500",
  close: "M3.500 3.500l9 9M12.500 3.500l-9 9",
  menu: "M2 4h12M2 8h12M2 12h12",
  pin: "M5.500 2h5l-.7 4.500L12 9H4l2.200-2.500zM8 9v5",
  down: "M4 6l4 4 4-4",
  back: "M10 3 5 8l5 5",
  eye: "M1.500 8S4 3.500 8 3.500 14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8zM8 6.200a1.800 1.800 0 1 0 .01 0",
  people: "M6 7.500a2.500 2.500 0 1 0-.01 0M1.500 13.500c0-2.500 2-4 4.500-4s4.500 1.500 4.500 4M11 3a2.300 2.300 0 0 1 0 4.400M12.500 9.800c1.300.6 2 1.900 2 3.700",
  outside: "M6 3H2.500v10.500H13V10M9 2.500h4.500V7M13.500 2.500 7.500 8.500",
  smile: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M5.500 9.500c1 2 4 2 5 0M6 6.300h.01M10 6.300h.01",
};

/** A small line drawing, hidden from assistive technology. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Redraw by `draw()` without losing the focus, the caret or an input's half-typed text selection. */
export function keepingFocus(root, draw) {
  const active = document.activeElement;
  const held = active && root.contains(active) ? { id: active.id, start: null, end: null } : null;
  if (held && "selectionStart" in active) {
    held.start = active.selectionStart;
    held.end = active.selectionEnd;
  }
  draw();
  if (!held || !held.id || document.activeElement?.id === held.id) return;
  const next = document.getElementById(held.id);
  if (!next) return;
  next.focus({ preventScroll: true });
  if (held.start !== null && next.setSelectionRange && next.type !== "number" && next.type !== "email") {
    try {
      next.setSelectionRange(held.start, held.end);
    } catch {
      // Date and number inputs have no caret to restore.
    }
  }
}

/**
 * Make `parent` hold one child per item, in order, keeping children whose signature did not change.
 * What somebody has half chosen in an untouched message therefore stays.
 */
export function reconcile(parent, items, { key, signature, create }) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let cursor = parent.firstElementChild;
  for (const item of items) {
    const id = key(item);
    const mark = signature(item);
    const old = before.get(id);
    before.delete(id);
    if (old && old.signature === mark) {
      if (old === cursor) cursor = cursor.nextElementSibling;
      else parent.insertBefore(old, cursor);
      continue;
    }
    const fresh = create(item);
    fresh.dataset.key = id;
    fresh.signature = mark;
    if (old) {
      keepingFocus(old, () => {
        if (old === cursor) cursor = cursor.nextElementSibling;
        old.replaceWith(fresh);
      });
      if (fresh.nextElementSibling !== cursor) parent.insertBefore(fresh, cursor);
    } else parent.insertBefore(fresh, cursor);
  }
  for (const gone of before.values()) gone.remove();
}

/** Redraw only when `facts` differ from last time, so that a press under way is not lost to a redraw. */
export function drawWhenNew(root, facts, draw) {
  const mark = JSON.stringify(facts);
  if (root.mark === mark) return;
  root.mark = mark;
  keepingFocus(root, () => root.replaceChildren(...[draw()].flat(Infinity).filter(Boolean)));
}
