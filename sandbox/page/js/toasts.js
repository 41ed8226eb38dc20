// Shows short notices at the bottom of the page; errors stay until they are closed.

import { h, icon } from "./dom.js";

const shown = new Set();
const host = h("div", { id: "toasts", class: "toasts", popover: "manual" });

/** Show a notice: "info" leaves by itself, "error" is read out at once and stays 12 seconds. */
export function toast(text, kind = "info") {
  if ([...host.children].some((other) => other.firstChild.textContent === text)) return;
  const leave = () => {
    node.remove();
    if (!host.children.length && host.matches(":popover-open")) host.hidePopover();
  };
  const node = h("div", { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status" },
    h("span", {}, text), h("button", { type: "button", class: "toast-close", "aria-label": "Dismiss", onclick: leave }, icon("close")));
  (document.querySelector("dialog[open]:last-of-type") ?? document.body).append(host);
  if (host.matches(":popover-open")) host.hidePopover();
  host.append(node);
  host.showPopover();
  setTimeout(leave, kind === "error" ? 12_000 : 6000);
}

/** Show the server's notices, each once. */
export function showToasts(toasts) {
  for (const notice of toasts ?? []) {
    if (shown.has(notice.id)) continue;
    shown.add(notice.id);
    toast(notice.text, "error");
  }
}
