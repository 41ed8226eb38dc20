// Draws an array of Block Kit blocks for a message, a modal or an App Home.

import { h } from "./dom.js";
import { controlFor, renderElement, unsupported } from "./elements.js";
import { elementId } from "./element_parts.js";
import { image, imageBlock } from "./images.js";
import { plain, renderMrkdwn, renderText } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { chart, table } from "./tables.js";

const KINDS = {
  section,
  header: (block) => h("h3", { class: "block block-header" }, plain(block.text)),
  context: (block) => h("div", { class: "block block-context" }, (block.elements ?? []).map(contextPart)),
  divider: () => h("hr", { class: "block block-divider" }),
  actions: (block, surface) => h("div", { class: "block block-actions" }, (block.elements ?? []).map((element) => renderElement(element, block, surface))),
  image: imageBlock,
  rich_text: (block) => h("div", { class: "block block-rich" }, richText(block)),
  markdown: (block) => h("div", { class: "block" }, renderMrkdwn((block.text ?? "").replace(/\*\*(.+?)\*\*/g, "*$1*").replace(/^#+ +(.*)$/gm, "*$1*"))),
  alert: (block) => h("div", { class: `block block-alert alert-${block.level ?? "default"}`, role: "note" }, renderText(block.text)),
  input: inputBlock,
  table,
  data_table: table,
  data_visualization: chart,
};

/** Blocks as nodes; a block that this page does not know is a visible grey box. */
export function renderBlocks(blocks, surface) {
  return (blocks ?? []).filter(Boolean).map((block, index) => {
    const known = { ...block, block_id: block.block_id ?? `block-${index}` };
    const draw = KINDS[block.type];
    const node = draw ? draw(known, surface) : unsupported("block", block.type);
    node.dataset.blockId = known.block_id;
    return node;
  });
}

function section(block, surface) {
  const words = h("div", { class: "section-words" }, block.text ? h("div", { class: "section-text" }, renderText(block.text)) : null,
    block.fields?.length ? h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field-cell" }, renderText(field)))) : null);
  const beside = block.accessory ? h("div", { class: "accessory" }, renderElement(block.accessory, block, surface)) : null;
  return h("div", { class: "block block-section" }, words, beside);
}

function contextPart(part) {
  return part.type === "image" ? image(part) : h("span", { class: "context-text" }, renderText(part));
}

/** Label, control, hint and the place for a field error, tied together by ids. */
function inputBlock(block, surface) {
  const { element } = block;
  const id = elementId(block, element, surface);
  const words = [plain(block.label), block.optional ? h("span", { class: "optional" }, " (optional)") : null];
  const isGroup = element.type === "radio_buttons" || element.type === "checkboxes";
  const label = isGroup ? h("div", { id: `${id}-label`, class: "label" }, words) : h("label", { id: `${id}-label`, class: "label", for: id }, words);
  const error = surface.errors?.[block.block_id];
  const control = renderElement(element, block, surface);
  if (error) controlFor(control)?.setAttribute("aria-invalid", "true");
  return h("div", { class: error ? "block block-input has-error" : "block block-input" }, label, control,
    h("div", { id: `${id}-error`, class: "field-error", role: error ? "alert" : null }, error ?? ""),
    h("div", { id: `${id}-hint`, class: "hint" }, renderText(block.hint)));
}
