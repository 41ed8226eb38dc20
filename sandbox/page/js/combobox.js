// The one select of this page: type to filter, arrows to walk, Enter to take; single or several choices.

import { append, h, icon } from "./dom.js";
import { place } from "./popup.js";

let count = 0;

/**
 * `find(query)` answers groups [{label?, note?, choices: [{key, label, detail?}]}], at once or as a promise.
 * `chosen` are choices; `changed(choices)` hears every change. `attributes` go to the input itself.
 */
export function combobox({ find, chosen, changed, multi = false, most = Infinity, clearable = false, placeholder, attributes }) {
  let selected = [...chosen];
  let rows = [];
  let active = -1;
  let hide = null;
  let asked = 0;
  const listId = `list-${(count += 1)}`;
  const input = h("input", {
    ...attributes, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", class: "combo-input",
    "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", placeholder,
    oninput: () => { open(input.value); }, onclick: () => { if (!hide) open(""); }, onkeydown: keys, onblur: () => { close(); settle(); },
    onfocus: () => input.select(),
  });
  const list = h("ul", { id: listId, class: "combo-list", role: "listbox", popover: "manual", "aria-multiselectable": multi ? "true" : null, "aria-label": "Choices", onpointerdown: (event) => event.preventDefault() });
  const chips = h("span", { class: "chips" });
  const clear = h("button", { type: "button", class: "combo-clear", "aria-label": "Clear the choice", hidden: true, onclick: () => { take([]); input.focus(); } }, icon("close"));
  const root = h("div", { class: multi ? "combo combo-multi" : "combo" }, multi ? chips : null, input, clear, h("span", { class: "combo-arrow", "aria-hidden": "true" }, icon("down")), list);
  settle();
  return root;

  function settle() {
    input.value = multi ? "" : (selected[0]?.label ?? "");
    clear.hidden = multi || !clearable || !selected.length;
    if (!multi) return;
    chips.replaceChildren(...selected.map((choice) =>
      h("span", { class: "chip" }, choice.label,
        h("button", { type: "button", class: "chip-remove", "aria-label": `Remove ${choice.label}`, onclick: () => { take(selected.filter((other) => other.key !== choice.key)); input.focus(); } }, icon("close")))));
    input.placeholder = selected.length ? "" : (placeholder ?? "");
  }

  function take(choices) {
    selected = choices;
    settle();
    changed(selected);
  }

  function pick(choice) {
    if (!multi) {
      close();
      if (choice.key !== selected[0]?.key) take([choice]);
      else settle();
      return;
    }
    const has = selected.some((other) => other.key === choice.key);
    if (!has && selected.length >= most) return;
    take(has ? selected.filter((other) => other.key !== choice.key) : [...selected, choice]);
    open("");
  }

  async function open(query) {
    const mine = (asked += 1);
    if (!hide) hide = place(list, root, { width: "anchor" });
    input.setAttribute("aria-expanded", "true");
    const answer = find(query.trim());
    if (answer instanceof Promise) list.replaceChildren(h("li", { class: "combo-note", role: "presentation" }, "Looking…"));
    const groups = await answer;
    if (mine !== asked || !hide) return;
    draw(groups);
    hide();
    hide = place(list, root, { width: "anchor" });
  }

  function draw(groups) {
    rows = [];
    list.replaceChildren();
    for (const group of groups) {
      const items = group.choices.map(row);
      if (!group.label) append(list, items);
      else if (items.length) {
        const id = `${listId}-g${rows.length}`;
        append(list, h("li", { role: "group", "aria-labelledby": id }, h("div", { id, class: "combo-group" }, group.label), h("ul", { role: "presentation" }, items)));
      }
    }
    if (!rows.length) list.append(h("li", { class: "combo-note", role: "presentation" }, groups[0]?.note ?? "Nothing matches."));
    active = -1;
    move(Math.max(0, rows.findIndex(({ choice }) => choice.key === selected[0]?.key)));
  }

  function row(choice) {
    const isChosen = selected.some((other) => other.key === choice.key);
    const node = h("li", { id: `${listId}-${rows.length}`, role: "option", class: "combo-option", "aria-selected": String(isChosen), onclick: () => pick(choice) },
      h("span", { class: "combo-label" }, choice.label), choice.detail ? h("span", { class: "combo-detail" }, choice.detail) : null);
    rows.push({ choice, node });
    return node;
  }

  function move(to) {
    rows[active]?.node.classList.remove("active");
    active = rows.length ? (to + rows.length) % rows.length : -1;
    const node = rows[active]?.node;
    node?.classList.add("active");
    node?.scrollIntoView({ block: "nearest" });
    if (node) input.setAttribute("aria-activedescendant", node.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    asked += 1;
    hide?.();
    hide = null;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function keys(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!hide) open("");
      else move(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      if (!hide) open("");
      else if (rows[active]) pick(rows[active].choice);
    } else if (event.key === "Escape" && hide) {
      event.preventDefault();
      event.stopPropagation();
      close();
      settle();
    } else if (event.key === "Backspace" && multi && !input.value && selected.length) take(selected.slice(0, -1));
  }
}
