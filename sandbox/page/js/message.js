// Draws one message: who, when, what, reactions, the thread below it and what can be done with it.

import { send } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { fullTimeOf, shortMoment, timeOf } from "./dates.js";
import { append, h, icon } from "./dom.js";
import { emojiFor, QUICK_REACTIONS } from "./emoji.js";
import { Form } from "./form.js";
import { renderMrkdwn } from "./mrkdwn.js";
import { openThread } from "./navigation.js";
import { avatar, badges, nameList } from "./people.js";
import { toggleMenu } from "./popup.js";
import { displayName, me, store, userById, workspaceNow } from "./store.js";
import { makeSurface } from "./surface.js";
import { refresh } from "./sync.js";
import { toast } from "./toasts.js";
import { hasNewReplies } from "./unread.js";

const QUIET = /^(channel|group)_(join|leave|topic|purpose|name|archive|unarchive|convert_to_private)$|^pinned_item$|^bot_(add|remove)$/;

/** When a message was said, as the workspace's clock had it. */
export const saidAt = (message) => new Date(message.shown_at ?? Number(message.ts) * 1000);

/** Do something as the viewer and say so when it did not work. */
async function act(name, body) {
  const answer = await send(name, { as: store.as, ...body });
  if (!answer.ok) toast(answer.error, "error");
  await refresh();
}

/** A message of `channel`. `compact` leaves out who said it, `inThread` the thread summary. */
export function drawMessage(message, channel, { compact = false, inThread = false } = {}) {
  const zone = me().tz;
  const user = userById(message.user) ?? { id: message.user, real_name: message.username ?? message.user };
  const name = message.username || displayName(user, message.user);
  const said = saidAt(message);
  const quiet = QUIET.test(message.subtype ?? "");
  const short = compact && !quiet;
  const time = h("time", { class: "time", datetime: said.toISOString(), title: fullTimeOf(said, zone) }, timeOf(said, zone));
  const classes = ["message", short ? "compact" : "", quiet ? "quiet" : "", message.ephemeral ? "ephemeral" : "", message.pinned ? "pinned" : ""];
  return h("article", { class: classes.filter(Boolean).join(" "), tabindex: "-1", data: { ts: message.ts, channel: channel.id, user: message.user }, "aria-label": `${name}, ${timeOf(said, zone)}` },
    h("div", { class: "gutter" }, short ? time : avatar(user)),
    h("div", { class: "message-body" },
      message.ephemeral ? h("div", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
      message.pinned ? h("div", { class: "pin-mark" }, icon("pin"), "Pinned") : null,
      short ? h("span", { class: "sr-only" }, `${name}, `) : h("div", { class: "message-head" }, h("span", { class: "author" }, name), badges(user), time),
      content(message, channel, inThread ? "t" : "m"),
      reactions(message, channel),
      inThread ? null : threadSummary(message, zone)),
    quiet ? null : toolbar(message, channel, inThread));
}

function content(message, channel, prefix) {
  const body = h("div", { class: "content" });
  const form = new Form();
  const surface = makeSurface({ prefix: `${prefix}-${message.ts}`, form, container: { type: "message", channel: channel.id, ts: message.ts } });
  const draw = (blocks) => {
    const known = blocks.filter(Boolean).map((block, index) => ({ ...block, block_id: block.block_id ?? `block-${index}` }));
    return renderBlocks(known, surface);
  };
  const attached = message.attachments ?? [];
  form.fit([...(message.blocks ?? []), ...attached.flatMap((attachment) => attachment.blocks ?? [])].filter(Boolean), message.values ?? {});
  if (message.blocks?.length) append(body, draw(message.blocks));
  else if (message.text) body.append(h("div", { class: "text" }, renderMrkdwn(message.text)));
  for (const attachment of attached) {
    const strip = h("div", { class: "attachment" }, attachment.blocks ? draw(attachment.blocks) : renderMrkdwn(attachment.text ?? attachment.fallback ?? ""));
    if (/^#?[0-9a-f]{6}$/i.test(attachment.color ?? "")) strip.style.setProperty("--stripe", `#${attachment.color.replace("#", "")}`);
    body.append(strip);
  }
  for (const file of message.files ?? []) body.append(h("div", { class: "file" }, icon("pin"), file.title || file.name || "File"));
  if (message.edited) body.append(h("span", { class: "edited" }, "(edited)"));
  return body;
}

function reactions(message, channel) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map(({ name, users }) => {
    const mine = users.includes(store.as);
    const words = `${nameList(users)} reacted with :${name}:`;
    return h("button", { type: "button", class: mine ? "reaction mine" : "reaction", "aria-pressed": String(mine), "aria-label": words, title: words, onclick: () => act("react", { channel: channel.id, ts: message.ts, name }) },
      emojiFor(name) ?? `:${name}:`, h("span", { class: "reaction-count" }, String(users.length)));
  }));
}

function threadSummary(message, zone) {
  if (!message.reply_count) return null;
  const replies = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  const last = store.messages.find((other) => other.ts === message.latest_reply);
  const when = last ? `Last reply ${shortMoment(saidAt(last), zone, workspaceNow())}` : "";
  const isNew = hasNewReplies(message, store.messages, store.as);
  return h("button", { type: "button", class: "thread-summary", onclick: () => openThread(message.ts) }, h("strong", {}, replies), isNew ? h("span", { class: "new-replies" }, "New") : null, h("span", { class: "thread-when" }, when));
}

function toolbar(message, channel, inThread) {
  const spot = { channel: channel.id, ts: message.ts };
  const shortcuts = message.ephemeral ? [] : store.snapshot.shortcuts.filter((shortcut) => shortcut.type === "message");
  const thread = message.ephemeral || inThread ? null : () => openThread(message.thread_ts ?? message.ts);
  const items = () => [
    ...(thread ? [{ label: "Reply in thread", run: thread }] : []),
    ...shortcuts.map((shortcut) => ({ label: shortcut.name, detail: shortcut.description, run: () => act("shortcut", { callback_id: shortcut.callback_id, ...spot }) })),
    { label: "Copy text", run: () => navigator.clipboard?.writeText(message.text ?? "").then(() => toast("Copied.")) },
  ];
  const more = h("button", { type: "button", class: "icon-btn", "aria-label": "More message actions", title: "More actions", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => toggleMenu(more, items(), { label: "Message actions", alignRight: true }) }, icon("more"));
  const quick = message.ephemeral ? [] : QUICK_REACTIONS.map((name) =>
    h("button", { type: "button", class: "icon-btn quick", "aria-label": `React with :${name}:`, title: `:${name}:`, onclick: () => act("react", { ...spot, name }) }, emojiFor(name)));
  return h("div", { class: "message-tools", role: "toolbar", "aria-label": "Message" }, quick,
    thread ? h("button", { type: "button", class: "icon-btn", "aria-label": "Reply in thread", title: "Reply in thread", onclick: thread }, icon("reply")) : null, more);
}
