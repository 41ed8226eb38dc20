// Draws the inputs one types into: text, e-mail, web address, number.

import { h } from "./dom.js";
import { controlAttributes, keep, wantsFocus } from "./element_parts.js";
import { plain } from "./mrkdwn.js";

const TYPES = { email_text_input: ["email", "email"], url_text_input: ["url", "url"], number_input: ["text", "decimal"] };

/** Kept at every keystroke; the app is told on Enter or at each character, as dispatch_action_config says. */
export function textInput(element, block, surface) {
  const [type, mode] = TYPES[element.type] ?? ["text", null];
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const counter = element.max_length ? h("span", { class: "counter", "aria-hidden": "true" }) : null;
  let waiting = null;

  const shared = {
    ...controlAttributes(element, block, surface, plain(element.placeholder) || "Text"),
    ...wantsFocus(element),
    class: "field",
    placeholder: plain(element.placeholder) || null,
    value: surface.form.get(block.block_id, element) ?? "",
    oninput: typed,
    onkeydown: pressed,
  };
  const input = element.multiline
    ? h("textarea", { ...shared, rows: "4" })
    : h("input", { ...shared, type, inputmode: mode, autocomplete: "off" });
  count();
  return counter ? h("div", { class: "with-counter" }, input, counter) : input;

  function typed() {
    keep(element, block, surface, input.value, null);
    count();
    if (!triggers.includes("on_character_entered") || !dispatches()) return;
    clearTimeout(waiting);
    waiting = setTimeout(tell, 300);
  }

  function pressed(event) {
    if (event.key !== "Enter" || event.isComposing || element.multiline) return;
    if (!dispatches() || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    event.stopPropagation();
    tell();
  }

  function dispatches() {
    return block.type !== "input" || block.dispatch_action;
  }

  function tell() {
    surface.act(block, element, { value: input.value || null }, input);
  }

  function count() {
    if (!counter) return;
    const left = element.max_length - input.value.length;
    counter.textContent = String(left);
    counter.classList.toggle("over", left < 0);
    counter.hidden = left > Math.max(50, element.max_length / 5);
  }
}
