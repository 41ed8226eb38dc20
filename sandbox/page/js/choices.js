// Draws radio buttons and checkboxes.

import { h } from "./dom.js";
import { elementId, keep } from "./element_parts.js";
import { plain, renderText } from "./mrkdwn.js";

/** One of several, all visible. */
export const radioButtons = (element, block, surface) =>
  group(element, block, surface, "radio", (chosen) => [chosen[0] ?? null, { selected_option: chosen[0] ?? null }]);

/** Any number of several, all visible. */
export const checkboxes = (element, block, surface) =>
  group(element, block, surface, "checkbox", (chosen) => [chosen, { selected_options: chosen }]);

function group(element, block, surface, type, shapes) {
  const id = elementId(block, element, surface);
  const current = [surface.form.get(block.block_id, element)].flat().filter(Boolean).map((option) => option.value);
  const boxes = element.options.map((option, index) =>
    h("input", { type, id: index ? `${id}-${index}` : id, name: id, value: option.value, checked: current.includes(option.value), "aria-describedby": option.description ? `${id}-${index}-d` : null, onchange: changed }),
  );
  const rows = element.options.map((option, index) =>
    h("div", { class: "choice" }, boxes[index],
      h("label", { for: boxes[index].id }, renderText(option.text)),
      option.description ? h("div", { id: `${id}-${index}-d`, class: "choice-detail" }, renderText(option.description)) : null));
  const inInput = block.type === "input";
  return h("div", {
    class: "choices", role: type === "radio" ? "radiogroup" : "group", data: { blockId: block.block_id, actionId: element.action_id },
    "aria-labelledby": inInput ? `${id}-label` : null, "aria-label": inInput ? null : plain(block.text) || "Choices",
    "aria-describedby": inInput ? `${id}-hint ${id}-error` : null,
  }, rows);

  function changed(event) {
    const chosen = element.options.filter((_, index) => boxes[index].checked);
    const [value, action] = shapes(chosen);
    keep(element, block, surface, value, action, event.target);
  }
}
