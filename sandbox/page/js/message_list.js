// Draws the conversation: messages grouped by day and author, what is new, and stays at the end while one reads there.

import { dayHeading, dayOf } from "./dates.js";
import { h, icon, reconcile } from "./dom.js";
import { drawMessage, saidAt } from "./message.js";
import { channelTitle, displayName, me, store, update, userById, workspaceNow } from "./store.js";
import { firstNew, hasNewReplies } from "./unread.js";

const GROUPED_WITHIN = 5 * 60_000;

const list = h("div", { id: "message-list", class: "message-list", role: "log", "aria-label": "Messages", tabindex: "0" });
const jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => { toEnd(); } }, "Newest messages ", icon("down"));
const root = h("div", { class: "conversation" }, list, jump);
let shownFor = null;
let stick = true;

list.addEventListener("scroll", () => {
  stick = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  if (stick) jump.hidden = true;
});
new ResizeObserver(() => { if (stick) toEnd(); }).observe(list);

/** The conversation's node, to be placed in the pane. */
export const conversation = root;

/** What stands in the channel itself: first posts, not replies. */
export const isTopLevel = (message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";

/** Redraw the messages of `channel`. */
export function drawConversation(channel) {
  const mark = `${store.as} ${channel.id}`;
  const ready = store.messagesOf === mark;
  const before = list.childElementCount;
  if (shownFor !== mark) {
    stick = true;
    list.replaceChildren();
  }
  list.setAttribute("aria-label", `Messages in ${channelTitle(channel)}`);
  const rows = ready ? withDays(store.messages.filter(isTopLevel), channel) : [];
  reconcile(list, rows, { key: (row) => row.key, signature: (row) => row.mark, create: (row) => row.draw() });
  if (!ready) return;
  if (store.target) showTarget(store.target);
  else if (stick || shownFor !== mark) toEnd();
  else if (list.childElementCount > before) jump.hidden = false;
  shownFor = mark;
}

function toEnd() {
  list.scrollTop = list.scrollHeight;
  jump.hidden = true;
}

function showTarget(ts) {
  const found = list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  update({ target: null });
  if (!found) return;
  stick = false;
  found.scrollIntoView({ block: "center" });
  found.classList.add("target");
  found.focus({ preventScroll: true });
  setTimeout(() => found.classList.remove("target"), 2500);
}

function withDays(messages, channel) {
  const zone = me().tz;
  const now = workspaceNow();
  const today = dayOf(now, zone);
  const rows = [{ key: "start", mark: JSON.stringify([channel.topic, channel.purpose, channel.name]), draw: () => beginning(channel) }];
  const newest = firstNew(messages, store.as);
  let previous = null;
  for (const message of messages) {
    const day = dayOf(saidAt(message), zone);
    const newDay = !previous || dayOf(saidAt(previous), zone) !== day;
    if (newDay) rows.push({ key: `day-${day}`, mark: today, draw: () => h("div", { class: "day", role: "separator" }, h("span", {}, dayHeading(saidAt(message), zone, now))) });
    if (message === newest) rows.push({ key: "new", mark: "", draw: () => h("div", { class: "new-line", role: "separator", "aria-label": "New messages" }, h("span", {}, "New")) });
    const compact = !newDay && message !== newest && follows(previous, message);
    const thread = message.reply_count ? [store.messages.find((other) => other.ts === message.latest_reply)?.shown_at, hasNewReplies(message, store.messages, store.as)] : null;
    rows.push({
      key: message.ts,
      mark: JSON.stringify([message, compact, me().id, zone, today, thread, userById(message.user), store.snapshot.shortcuts.length]),
      draw: () => drawMessage(message, channel, { compact }),
    });
    previous = message;
  }
  return rows;
}

function follows(previous, message) {
  return previous.user === message.user && !previous.subtype && !message.subtype && previous.username === message.username
    && !message.pinned && previous.ephemeral === message.ephemeral && !previous.reply_count && saidAt(message) - saidAt(previous) < GROUPED_WITHIN;
}

function beginning(channel) {
  const other = channel.is_im ? userById(channel.im_user) : null;
  const words = other ? `This is the beginning of your conversation with ${displayName(other)}.` : `This is the beginning of ${channel.is_private ? "the private channel " : "#"}${channel.name}.`;
  return h("div", { class: "beginning" }, words, channel.purpose ? h("div", { class: "purpose" }, channel.purpose) : null);
}
