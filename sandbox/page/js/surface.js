// Ties drawn elements to the sandbox: a message, a modal or an App Home each is a surface that can act.

import { send } from "./api.js";
import { perform } from "./buttons.js";
import { me, store } from "./store.js";
import { refresh } from "./sync.js";
import { toast } from "./toasts.js";

/**
 * `container` is what Slack calls it: {type: "message", channel, ts}, {type: "view", view_id} or
 * {type: "home", app_id}. `prefix` makes element ids unique in the page.
 */
export function makeSurface({ prefix, form, container, viewId = null, errors = {}, touched = null }) {
  const who = store.as;
  return {
    prefix,
    form,
    errors,
    touched,
    zone: me()?.tz ?? "UTC",
    /** Tell the app that an element was used. */
    act: (block, element, value, control) =>
      perform(element, control, async () => {
        const answer = await send("action", { as: who, container, block_id: block.block_id, action_id: element.action_id, type: element.type, value, state: form.state });
        if (!answer.ok) toast(answer.error, "error");
        await refresh();
      }),
    /** Ask the app for the options of an external select. */
    options: (block, element, query) => send("options", { as: who, view_id: viewId, container, block_id: block.block_id, action_id: element.action_id, value: query }),
  };
}
