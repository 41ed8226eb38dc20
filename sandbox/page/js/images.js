// Draws images: only this server's own are loaded, any other is shown as its description.

import { h } from "./dom.js";
import { plain } from "./mrkdwn.js";

/** A small image element, in a context block or beside a section. */
export function image(element) {
  const address = ownAddress(element.image_url);
  if (address) return h("img", { class: "thumb", src: address, alt: element.alt_text ?? "" });
  return h("span", { class: "image-alt small", role: "img", "aria-label": element.alt_text ?? "image" }, element.alt_text ?? "image");
}

/** A whole image block with its title. */
export function imageBlock(block) {
  const address = ownAddress(block.image_url);
  const picture = address
    ? h("img", { class: "picture", src: address, alt: block.alt_text ?? "" })
    : h("div", { class: "image-alt", role: "img", "aria-label": block.alt_text ?? "image" }, `Image: ${block.alt_text ?? ""}`);
  return h("figure", { class: "block block-image" }, block.title ? h("figcaption", {}, plain(block.title)) : null, picture);
}

function ownAddress(text) {
  try {
    const url = new URL(text ?? "", location.href);
    return text && url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}
