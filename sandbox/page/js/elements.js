// Draws one Block Kit element by its type; what it does not know is shown as a grey box, never dropped.

import { button, overflow } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { h } from "./dom.js";
import { image } from "./images.js";
import { datePicker, dateTimePicker, timePicker } from "./pickers.js";
import { select } from "./selects.js";
import { textInput } from "./text_inputs.js";

const KINDS = {
  button,
  workflow_button: button,
  overflow,
  image,
  radio_buttons: radioButtons,
  checkboxes,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
};

/**
 * `surface` is what the element lives in: {form, prefix, act(block, element, value, anchor), options(…), zone}.
 * An element made here writes its value to the form and tells `surface.act` where Slack would tell the app.
 */
export function renderElement(element, block, surface) {
  const draw = KINDS[element.type] ?? (/_select$/.test(element.type) ? select : null);
  return draw ? draw(element, block, surface) : unsupported("element", element.type);
}

/** The visible stand-in for something this page cannot draw. */
export const unsupported = (what, type) => h("div", { class: what === "block" ? "block unsupported" : "unsupported", data: { unsupported: type } }, `unsupported ${what}: ${type}`);

/** The control inside what an element drew: the one that carries the test hooks. */
export const controlFor = (node) => (node.dataset.actionId ? node : node.querySelector("[data-action-id]"));
