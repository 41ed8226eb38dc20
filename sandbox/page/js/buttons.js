// Draws buttons and overflow menus: what acts at once and holds no value.

import { confirmed } from "./confirm.js";
import { append, h, icon } from "./dom.js";
import { controlAttributes } from "./element_parts.js";
import { anchor } from "./links.js";
import { plain } from "./mrkdwn.js";
import { toggleMenu } from "./popup.js";

/** A button; with a url it is a link that also tells the app, as in Slack. */
export function button(element, block, surface) {
  const words = plain(element.text);
  const style = { primary: "btn primary", danger: "btn danger" }[element.style] ?? "btn";
  const attributes = { ...controlAttributes(element, block, surface, element.accessibility_label ?? null), class: style };
  const value = element.value === undefined ? {} : { value: element.value };
  if (element.url) {
    const link = anchor(element.url, [words, icon("outside")], attributes);
    link.addEventListener("click", () => surface.act(block, element, value, link));
    return link;
  }
  const node = h("button", { ...attributes, type: "button", onclick: () => surface.act(block, element, value, node) }, words);
  return node;
}

/** The "…" menu of up to five choices. */
export function overflow(element, block, surface) {
  const node = h(
    "button",
    { ...controlAttributes(element, block, surface, "More actions"), "aria-label": "More actions", type: "button", class: "btn icon-btn", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => toggleMenu(node, element.options.map(item), { label: "More actions" }) },
    icon("more"),
  );
  const item = (option) => ({
    label: plain(option.text),
    detail: plain(option.description),
    run: () => {
      if (option.url) append(document.createDocumentFragment(), anchor(option.url, "")).firstChild.click();
      surface.act(block, element, { selected_option: option }, node);
    },
  });
  return node;
}

/** Run an element's action: ask first if it wants that, show that it is under way, then tell. */
export async function perform(element, control, tell) {
  if (!(await confirmed(element.confirm))) return false;
  control?.classList.add("busy");
  control?.setAttribute("aria-busy", "true");
  if (control?.tagName === "BUTTON") control.disabled = true;
  try {
    await tell();
  } finally {
    control?.classList.remove("busy");
    control?.removeAttribute("aria-busy");
    if (control?.tagName === "BUTTON") control.disabled = false;
  }
  return true;
}
