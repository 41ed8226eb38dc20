// Decides where an address may lead: out to the web, or to a place inside this page.

import { h } from "./dom.js";

let goTo = () => false;

/** The shell says how to go to {channel, ts, thread} inside the page. */
export function onPlaceLink(handler) {
  goTo = handler;
}

/** The address if it is harmless to open, else null. */
export function safeAddress(text) {
  try {
    const url = new URL(text, location.href);
    return ["http:", "https:", "mailto:", "slack:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The place a permalink or a slack:// address names, or null. */
export function placeOf(text) {
  let url;
  try {
    url = new URL(text, location.href);
  } catch {
    return null;
  }
  if (url.protocol === "slack:") {
    const id = url.searchParams.get("id");
    if (url.host === "app" || url.pathname.includes("app")) return { app: id, tab: url.searchParams.get("tab") ?? "home" };
    return id ? { channel: id } : null;
  }
  const match = /^\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?\/?$/.exec(url.pathname);
  if (!match) return null;
  const thread = url.searchParams.get("thread_ts");
  return { channel: match[1], ts: match[2] ? `${match[2]}.${match[3]}` : null, thread };
}

/** A link that opens a new tab, or walks to the place it names. Unsafe addresses become plain text. */
export function anchor(address, children, attributes = {}) {
  const href = safeAddress(address);
  if (!href) return h("span", {}, children);
  const place = placeOf(address);
  const follow = (event) => {
    if (place && goTo(place)) event.preventDefault();
  };
  return h("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer", onclick: follow }, children);
}
