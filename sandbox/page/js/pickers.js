// Draws date, time and date-and-time pickers; a date and time is typed in the viewer's zone and kept in unix seconds.

import { fromLocalInput, toLocalInput, zoneName } from "./dates.js";
import { h } from "./dom.js";
import { controlAttributes, keep, wantsFocus } from "./element_parts.js";
import { plain } from "./mrkdwn.js";

/** "2026-11-23". */
export const datePicker = (element, block, surface) => native(element, block, surface, "date", "selected_date", "Date");

/** "15:04", with the zone it is meant in where the app names one. */
export function timePicker(element, block, surface) {
  const input = native(element, block, surface, "time", "selected_time", "Time");
  return element.timezone ? h("span", { class: "with-zone" }, input, h("span", { class: "zone" }, element.timezone)) : input;
}

function native(element, block, surface, type, key, label) {
  const current = surface.form.get(block.block_id, element) ?? "";
  const changed = (event) => {
    const value = event.target.value || null;
    keep(element, block, surface, value, { [key]: value }, event.target);
  };
  return h("input", { ...controlAttributes(element, block, surface, plain(element.placeholder) || label), ...wantsFocus(element), type, class: "field field-short", value: current, onchange: changed });
}

/** Unix seconds, shown and typed as wall-clock time of the viewer. */
export function dateTimePicker(element, block, surface) {
  const current = surface.form.get(block.block_id, element);
  const changed = (event) => {
    const value = event.target.value ? fromLocalInput(event.target.value, surface.zone) : null;
    keep(element, block, surface, value, { selected_date_time: value }, event.target);
  };
  const input = h("input", { ...controlAttributes(element, block, surface, "Date and time"), ...wantsFocus(element), type: "datetime-local", class: "field field-short", value: current ? toLocalInput(current, surface.zone) : "", onchange: changed });
  const zone = zoneName(new Date(current ? current * 1000 : Date.now()), surface.zone);
  return h("span", { class: "with-zone" }, input, h("span", { class: "zone" }, `${zone}, your time`));
}
