// Reads Slack's mrkdwn and builds DOM nodes from it. Nothing typed by a person ever becomes markup.

import { fillDatePattern, fullTimeOf } from "./dates.js";
import { h } from "./dom.js";
import { emojiFor, withEmoji } from "./emoji.js";
import { anchor } from "./links.js";
import { channelById, displayName, me, store, userById, workspaceNow } from "./store.js";

const WRAPPERS = { "*": "strong", _: "em", "~": "s" };

/** Slack's three entities back to characters. */
export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** A text object (or a bare string) as nodes: mrkdwn is formatted, plain_text only gets its emoji. */
export function renderText(text) {
  if (text === null || text === undefined) return [];
  if (typeof text === "string") return renderMrkdwn(text);
  if (text.type === "mrkdwn") return renderMrkdwn(text.text ?? "");
  return lines(plain(text), (line) => [line]);
}

/** A plain_text object as a string. */
export function plain(text) {
  if (!text) return "";
  const words = typeof text === "string" ? text : (text.text ?? "");
  return text.emoji === false ? unescape(words) : withEmoji(unescape(words));
}

/** mrkdwn as an array of nodes. */
export function renderMrkdwn(source) {
  const nodes = [];
  const pieces = source.split(/```([\s\S]+?)```/);
  pieces.forEach((piece, index) => {
    if (index % 2) nodes.push(h("pre", {}, h("code", {}, unescape(piece.replace(/^\n|\n$/g, "")))));
    else if (piece) nodes.push(...quotesAndLines(trimAroundCode(piece, index > 0, index < pieces.length - 1)));
  });
  return nodes;
}

function trimAroundCode(piece, after, before) {
  const start = after ? piece.replace(/^\n/, "") : piece;
  return before ? start.replace(/\n$/, "") : start;
}

function quotesAndLines(text) {
  const nodes = [];
  let plainLines = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) nodes.push(h("blockquote", {}, lines(quoted.join("\n"), inline)));
    if (plainLines.length) nodes.push(...lines(plainLines.join("\n"), inline));
    quoted = [];
    plainLines = [];
  };
  const all = text.split("\n");
  for (let index = 0; index < all.length; index += 1) {
    const rest = /^(?:&gt;|>){3}\s?([\s\S]*)$/.exec(all.slice(index).join("\n"));
    if (rest) {
      flush();
      quoted = [rest[1]];
      break;
    }
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(all[index]);
    if (quote ? plainLines.length : quoted.length) flush();
    (quote ? quoted : plainLines).push(quote ? quote[1] : all[index]);
  }
  flush();
  return nodes;
}

function lines(text, render) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br"), ...render(line)] : render(line)));
}

function inline(line) {
  const nodes = [];
  let text = "";
  const flush = () => {
    if (text) nodes.push(unescape(text));
    text = "";
  };
  let at = 0;
  while (at < line.length) {
    const found = tokenAt(line, at);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      text += line[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function tokenAt(line, at) {
  const letter = line[at];
  if (letter === "`") {
    const end = line.indexOf("`", at + 1);
    return end > at + 1 ? { node: h("code", {}, unescape(line.slice(at + 1, end))), end: end + 1 } : null;
  }
  if (letter === "<") {
    const end = line.indexOf(">", at + 1);
    return end > at + 1 ? { node: reference(line.slice(at + 1, end)), end: end + 1 } : null;
  }
  if (letter === ":") {
    const name = /^:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/.exec(line.slice(at, at + 60));
    const character = name && emojiFor(name[1]);
    return character ? { node: emojiNode(name[1], character), end: at + name[0].length } : null;
  }
  if (letter in WRAPPERS && !/[\p{L}\p{N}]/u.test(line[at - 1] ?? " ")) {
    const end = closing(line, at, letter);
    return end ? { node: h(WRAPPERS[letter], {}, inline(line.slice(at + 1, end))), end: end + 1 } : null;
  }
  return null;
}

function closing(line, at, letter) {
  if (/\s/.test(line[at + 1] ?? " ") || line[at + 1] === letter) return 0;
  for (let index = at + 1; index < line.length; index += 1) {
    const skipTo = { "<": ">", "`": "`" }[line[index]];
    const skipped = skipTo ? line.indexOf(skipTo, index + 1) : -1;
    if (skipped > 0) index = skipped;
    else if (line[index] === letter && !/\s/.test(line[index - 1]) && !/[\p{L}\p{N}]/u.test(line[index + 1] ?? " ")) return index;
  }
  return 0;
}

/** One emoji with its name for assistive technology. */
export const emojiNode = (name, character) =>
  h("span", { class: "emoji", role: "img", "aria-label": `${name.replace(/_/g, " ")} emoji`, title: `:${name}:` }, character);

function reference(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : inside.slice(bar + 1);
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!date^")) return dateNode(target, label);
  if (target.startsWith("!subteam^")) return groupMention(target.slice(9), label);
  if (target.startsWith("!")) return h("span", { class: "mention mention-loud" }, `@${target.slice(1)}`);
  if (/^(https?:|mailto:|slack:)/.test(target)) {
    const words = label === null ? [unescape(target).replace(/^mailto:/, "")] : inline(label);
    return anchor(unescape(target), words);
  }
  return h("span", {}, `<${unescape(inside)}>`);
}

/** A person's name as a mention; one's own stands out. */
export function mention(id, label = null) {
  const user = userById(id);
  const name = user ? displayName(user) : (label ?? id);
  return h("span", { class: id === me()?.id ? "mention mention-me" : "mention", data: { user: id }, title: user?.title || null }, `@${unescape(name.replace(/^@/, ""))}`);
}

/** A user group by its handle; one's own stands out. */
export function groupMention(id, label = null) {
  const group = store.snapshot?.usergroups?.find((other) => other.id === id);
  const mine = group?.users.includes(store.as);
  const handle = group?.handle ?? unescape(label ?? "group").replace(/^@/, "");
  return h("span", { class: mine ? "mention mention-me" : "mention", title: group?.name ?? null }, `@${handle}`);
}

/** A channel as a link to it; a private one that the viewer does not see keeps its name to itself. */
export function channelLink(id, label = null) {
  const channel = channelById(id);
  if (!channel) return h("span", { class: "mention" }, label ? `#${unescape(label)}` : "a private channel");
  return anchor(`/archives/${id}`, `#${channel.name}`, { class: "mention" });
}

/** A Slack date token in the viewer's own zone. */
function dateNode(target, fallback) {
  const [, seconds, pattern, link] = target.split("^");
  const zone = me()?.tz;
  const shown = pattern ? fillDatePattern(unescape(pattern), Number(seconds), zone, workspaceNow()) : null;
  if (shown === null) return h("span", {}, unescape(fallback ?? ""));
  const instant = new Date(Number(seconds) * 1000);
  const node = h("time", { datetime: instant.toISOString(), title: fullTimeOf(instant, zone) }, shown);
  return link ? anchor(unescape(link), node) : node;
}
