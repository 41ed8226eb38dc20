// Draws the right pane: one message, its replies, and a box to answer.

import { makeComposer } from "./composer.js";
import { h, icon, reconcile } from "./dom.js";
import { drawMessage } from "./message.js";
import { openThread } from "./navigation.js";
import { channelTitle, currentChannel, me, store, userById } from "./store.js";
import { threadSeen } from "./unread.js";

const root = document.getElementById("thread");
const place = h("span", { class: "thread-place" });
const list = h("div", { class: "thread-list", role: "log", "aria-label": "Replies", tabindex: "0" });
const slot = h("div", { class: "composer-slot" });
root.append(
  h("header", { class: "thread-header" }, h("h2", {}, "Thread"), place,
    h("button", { type: "button", class: "icon-btn", "aria-label": "Close thread", onclick: () => openThread(null) }, icon("close"))),
  list, slot);
let shown = null;

/** Redraw from the store. */
export function drawThread() {
  const channel = currentChannel();
  const open = Boolean(store.thread && channel);
  root.hidden = !open;
  document.body.classList.toggle("thread-open", open);
  if (!open) {
    shown = null;
    return;
  }
  const parent = store.messages.find((message) => message.ts === store.thread);
  const replies = store.messages.filter((message) => message.thread_ts === store.thread && message.ts !== store.thread);
  threadSeen(store.thread, replies.at(-1)?.ts ?? "0");
  place.textContent = channel.is_im ? channelTitle(channel) : `#${channel.name}`;
  const rows = [...(parent ? [parent] : []), ...replies].map((message) => ({ message, key: message.ts }));
  if (parent) rows.splice(1, 0, { key: "count", count: replies.length });
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  reconcile(list, rows, {
    key: (row) => row.key,
    signature: (row) => JSON.stringify([row.message ?? row.count, me().id, me().tz, row.message && userById(row.message.user)]),
    create: (row) => (row.message ? drawMessage(row.message, channel, { inThread: true }) : h("div", { class: "reply-count" }, row.count ? `${row.count} ${row.count === 1 ? "reply" : "replies"}` : "No replies yet")),
  });
  const mark = `${store.as} ${channel.id} ${store.thread}`;
  if (shown !== mark) {
    slot.replaceChildren(makeComposer(channel, { thread: store.thread }));
    slot.querySelector("textarea")?.focus({ preventScroll: true });
  }
  if (shown !== mark || atEnd) list.scrollTop = list.scrollHeight;
  shown = mark;
}
