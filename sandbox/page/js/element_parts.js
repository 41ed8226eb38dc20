// What all elements share: their ids and hooks, the way a value is kept, and when the app is told.

/** A document-wide id for an element of a surface; a label points at it. */
export const elementId = (block, element, surface) => `${surface.prefix}-${block.block_id}-${element.action_id}`;

/** Attributes of the control itself: id, test hooks and the words that describe it. */
export function controlAttributes(element, block, surface, fallbackLabel) {
  const id = elementId(block, element, surface);
  const inInput = block.type === "input";
  return {
    id,
    data: { blockId: block.block_id, actionId: element.action_id },
    "aria-label": inInput ? null : fallbackLabel,
    "aria-describedby": inInput ? `${id}-hint ${id}-error` : null,
    "aria-required": inInput && !block.optional ? "true" : null,
  };
}

/** Keep a value, and tell the app when Slack would: always outside inputs, else where dispatch_action says so. */
export function keep(element, block, surface, value, actionValue, anchor) {
  surface.form.set(block.block_id, element, value);
  surface.touched?.(block.block_id);
  if (actionValue && (block.type !== "input" || block.dispatch_action)) surface.act(block, element, actionValue, anchor);
}

/** The element that gets the focus when a modal opens. */
export const wantsFocus = (element) => (element.focus_on_load ? { "data-focus-on-load": "" } : {});
