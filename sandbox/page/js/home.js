// Draws an app's Home tab.

import { renderBlocks } from "./blocks.js";
import { h, keepingFocus } from "./dom.js";
import { Form } from "./form.js";
import { appById, store } from "./store.js";
import { makeSurface } from "./surface.js";

const root = h("div", { class: "home", role: "tabpanel", "aria-label": "Home", tabindex: "0" });
const forms = new Map();
let mark = null;

/** The Home tab's node, to be placed in the pane. */
export const homePane = root;

/** Redraw the Home of an app. */
export function drawHome(appId) {
  const view = store.snapshot.home?.[appId] ?? null;
  const facts = JSON.stringify([store.as, appId, view && { ...view, state: null, hash: null }]);
  if (facts === mark) return;
  mark = facts;
  const key = `${store.as} ${appId}`;
  if (!forms.has(key)) forms.set(key, new Form());
  const form = forms.get(key);
  const blocks = (view?.blocks ?? []).map((block, index) => ({ ...block, block_id: block.block_id ?? `block-${index}` }));
  form.fit(blocks);
  const surface = makeSurface({ prefix: `h-${appId}`, form, container: { type: "home", app_id: appId }, viewId: view?.id });
  keepingFocus(root, () => {
    root.replaceChildren(h("div", { class: "home-body" }, view ? renderBlocks(blocks, surface) : h("p", { class: "empty" }, `${appById(appId).name} has nothing on its Home tab yet.`)));
  });
}
