// Puts a small floating panel (list, menu) beside a control, above everything, dialogs included.

import { h } from "./dom.js";

/**
 * Show `panel` (a popover, child of the page or of the open dialog) beside `anchor`.
 * Returns a function that hides it again.
 */
export function place(panel, anchor, { width = null, alignRight = false, tallest = 320 } = {}) {
  if (!panel.matches(":popover-open")) panel.showPopover();
  const position = () => {
    const box = anchor.getBoundingClientRect();
    const below = innerHeight - box.bottom - 12;
    const above = box.top - 12;
    const upwards = below < Math.min(panel.scrollHeight, 200) && above > below;
    panel.style.width = width === "anchor" ? `${box.width}px` : "";
    panel.style.maxHeight = `${Math.max(96, Math.min(tallest, upwards ? above : below))}px`;
    panel.style.left = `${Math.max(8, Math.min(alignRight ? box.right - panel.offsetWidth : box.left, innerWidth - panel.offsetWidth - 8))}px`;
    panel.style.top = upwards ? `${box.top - panel.offsetHeight - 4}px` : `${box.bottom + 4}px`;
  };
  position();
  addEventListener("scroll", position, true);
  addEventListener("resize", position);
  return () => {
    removeEventListener("scroll", position, true);
    removeEventListener("resize", position);
    if (panel.matches(":popover-open")) panel.hidePopover();
  };
}

let closeOpenMenu = null;

/**
 * A menu of actions under a button: items are {label, detail?, mark?, danger?, run}.
 * Arrow keys walk, Escape and a click elsewhere close, the focus goes back to the button.
 */
export function openMenu(button, items, { label, alignRight = false }) {
  closeOpenMenu?.();
  const rows = items.map((item) =>
    h(
      "button",
      { type: "button", role: "menuitem", tabindex: "-1", class: item.danger ? "menu-item danger" : "menu-item", "aria-current": item.mark ? "true" : null, onclick: () => { close(true); item.run(); } },
      item.lead ?? null,
      h("span", { class: "menu-words" }, h("span", { class: "menu-label" }, item.label), item.detail ? h("span", { class: "menu-detail" }, item.detail) : null),
    ),
  );
  const panel = h("div", { class: "menu", role: "menu", popover: "manual", "aria-label": label, onkeydown: keys }, rows);
  (button.closest("dialog") ?? document.body).append(panel);
  const hide = place(panel, button, { alignRight, tallest: 640 });
  button.setAttribute("aria-expanded", "true");
  rows[0]?.focus();

  function keys(event) {
    const at = rows.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      rows[(next + rows.length) % rows.length]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    }
  }
  function outside(event) {
    if (!panel.contains(event.target) && !button.contains(event.target)) close(false);
  }
  function close(refocus) {
    document.removeEventListener("pointerdown", outside, true);
    hide();
    panel.remove();
    button.setAttribute("aria-expanded", "false");
    closeOpenMenu = null;
    if (refocus) button.focus();
  }
  document.addEventListener("pointerdown", outside, true);
  closeOpenMenu = () => close(false);
}

/** Open the menu, or close it when the same button is pressed again. */
export function toggleMenu(button, items, options) {
  if (button.getAttribute("aria-expanded") === "true") closeOpenMenu?.();
  else openMenu(button, items, options);
}
