// Draws rich_text blocks: paragraphs, lists, quotes and code made of styled pieces.

import { fillDatePattern } from "./dates.js";
import { h } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { anchor } from "./links.js";
import { channelLink, emojiNode, groupMention, mention } from "./mrkdwn.js";
import { me, workspaceNow } from "./store.js";

const STYLES = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"], ["code", "code"]];

/** A rich_text block as nodes. */
export const richText = (block) => (block.elements ?? []).map(part);

function part(piece) {
  const inside = () => (piece.elements ?? []).map(inline);
  switch (piece.type) {
    case "rich_text_section":
      return h("div", { class: "rich-section" }, inside());
    case "rich_text_quote":
      return h("blockquote", {}, inside());
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, inside()));
    case "rich_text_list":
      return list(piece);
    default:
      return h("div", { class: "unsupported" }, `unsupported rich text: ${piece.type}`);
  }
}

function list(piece) {
  const tag = piece.style === "ordered" ? "ol" : "ul";
  const items = (piece.elements ?? []).map((item) => h("li", {}, (item.elements ?? []).map(inline)));
  return h(tag, { class: `rich-list indent-${Math.min(piece.indent ?? 0, 4)}`, start: piece.offset ? piece.offset + 1 : null }, items);
}

function inline(piece) {
  const bare = bareInline(piece);
  return STYLES.reduce((node, [name, tag]) => (piece.style?.[name] ? h(tag, {}, node) : node), bare);
}

function bareInline(piece) {
  switch (piece.type) {
    case "text":
      return broken(piece.text ?? "");
    case "link":
      return anchor(piece.url, piece.text ?? piece.url);
    case "user":
      return mention(piece.user_id);
    case "channel":
      return channelLink(piece.channel_id);
    case "usergroup":
      return groupMention(piece.usergroup_id);
    case "broadcast":
      return h("span", { class: "mention mention-loud" }, `@${piece.range}`);
    case "emoji": {
      const character = emojiFor(piece.name ?? "");
      return character ? emojiNode(piece.name, character) : `:${piece.name}:`;
    }
    case "date":
      return h("time", {}, fillDatePattern(piece.format ?? "", piece.timestamp, me()?.tz, workspaceNow()) ?? piece.fallback ?? "");
    default:
      return `[${piece.type}]`;
  }
}

function broken(text) {
  return h("span", {}, text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line])));
}
