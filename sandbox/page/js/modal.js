// Shows the topmost modal of the viewer: what they typed outlives errors, updates and views pushed on top of it.

import { send } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { h, icon, keepingFocus } from "./dom.js";
import { Form } from "./form.js";
import { plain } from "./mrkdwn.js";
import { store } from "./store.js";
import { makeSurface } from "./surface.js";
import { refresh } from "./sync.js";
import { toast } from "./toasts.js";

const forms = new Map();
let dialog = null;
let shown = null;
let mark = null;
let opener = null;

/** Redraw from the store. */
export function drawModal() {
  const current = store.snapshot?.view ?? null;
  if (!current) {
    close();
    return;
  }
  const held = remembered(current);
  const asSent = { ...current.view, state: null, hash: null };
  const facts = JSON.stringify([store.as, current.id, current.stack, asSent, current.notice, held.errors, held.banner, held.busy]);
  if (facts === mark) return;
  mark = facts;
  if (!dialog) open();
  const isNew = shown !== held;
  shown = held;
  held.form.fit(blocksOf(current.view), current.values?.values ?? current.values ?? {});
  if (isNew) {
    dialog.replaceChildren(contents(current, held));
    focusFirst();
  } else keepScroll(() => keepingFocus(dialog, () => dialog.replaceChildren(contents(current, held))));
}

function remembered(current) {
  const key = `${store.as} ${current.id}`;
  if (!forms.has(key)) forms.set(key, { form: new Form(), errors: {}, banner: null, busy: false });
  return forms.get(key);
}

const blocksOf = (view) => (view.blocks ?? []).map((block, index) => ({ ...block, block_id: block.block_id ?? `block-${index}` }));

function open() {
  opener = document.activeElement;
  dialog = h("dialog", { class: "dialog modal", "aria-labelledby": "modal-title", oncancel: (event) => { event.preventDefault(); dismiss(); }, onkeydown: escape });
  document.body.append(dialog);
  dialog.showModal();
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.preventDefault();
  dismiss();
}

function close() {
  if (!dialog) return;
  dialog.close();
  dialog.remove();
  dialog = null;
  shown = null;
  mark = null;
  forms.clear();
  const back = opener?.isConnected ? opener : document.getElementById("message-box");
  back?.focus({ preventScroll: true });
}

function contents(current, held) {
  const { view } = current;
  const blocks = blocksOf(view);
  const depth = Array.isArray(current.stack) ? current.stack.length : (current.stack ?? 1);
  const surface = makeSurface({ prefix: `v-${current.id}`, form: held.form, errors: held.errors, container: { type: "view", view_id: current.id }, viewId: current.id, touched: (blockId) => forget(held, blockId) });
  const banner = held.banner ?? current.notice;
  const closeWords = plain(view.close) || (view.submit ? "Cancel" : "Close");
  return h("form", { class: "modal-form", novalidate: true, "aria-busy": held.busy ? "true" : null, onsubmit: (event) => { event.preventDefault(); submit(current, held, blocks); } },
    h("header", { class: "modal-head" },
      depth > 1 ? h("button", { type: "button", class: "icon-btn", "aria-label": "Back", onclick: dismiss }, icon("back")) : null,
      h("h2", { id: "modal-title", class: "dialog-title" }, plain(view.title)),
      h("button", { type: "button", class: "icon-btn", "aria-label": "Close this form", onclick: dismiss }, icon("close"))),
    h("div", { class: "modal-body", tabindex: "-1" },
      banner ? h("div", { class: "banner", role: "alert" }, banner) : null,
      renderBlocks(blocks, surface)),
    h("footer", { class: "modal-foot" },
      h("button", { id: "modal-close", type: "button", class: "btn", onclick: dismiss }, closeWords),
      view.submit ? h("button", { id: "modal-submit", type: "submit", class: held.busy ? "btn primary busy" : "btn primary", disabled: held.busy }, plain(view.submit)) : null));
}

async function submit(current, held, blocks) {
  if (held.busy) return;
  held.errors = held.form.check(blocks);
  held.banner = null;
  if (!Object.keys(held.errors).length) {
    held.busy = true;
    drawModal();
    const answer = await send("submit", { as: store.as, view_id: current.id, state: held.form.state });
    if (!answer.ok) takeErrors(held, answer, blocks);
    await refresh();
    held.busy = false;
  }
  drawModal();
  dialog?.querySelector("[aria-invalid], .has-error input, .has-error textarea")?.focus();
}

/** Errors of fields go under them; an error for a block that is not there, or of the whole, on top. */
function takeErrors(held, answer, blocks) {
  const known = new Set(blocks.map((block) => block.block_id));
  const named = Object.entries(answer.errors ?? {});
  held.errors = Object.fromEntries(named.filter(([blockId]) => known.has(blockId)));
  const others = named.filter(([blockId]) => !known.has(blockId)).map(([blockId, words]) => `${blockId}: ${words}`);
  held.banner = others.length ? others.join(" ") : named.length ? null : answer.error;
}

/** Typing in a field takes its error away, without redrawing what is being typed into. */
function forget(held, blockId) {
  if (!held.errors[blockId]) return;
  delete held.errors[blockId];
  const block = dialog?.querySelector(`.block-input[data-block-id="${CSS.escape(blockId)}"]`);
  block?.classList.remove("has-error");
  block?.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  block?.querySelector(".field-error")?.replaceChildren();
}

async function dismiss() {
  const current = store.snapshot?.view;
  if (!current) return;
  const answer = await send("close_view", { as: store.as, view_id: current.id });
  if (!answer.ok) toast(answer.error, "error");
  await refresh();
}

function focusFirst() {
  const wanted = dialog.querySelector("[data-focus-on-load]") ?? dialog.querySelector(".modal-body :is(input, textarea, select):not([disabled])");
  (wanted ?? dialog.querySelector("#modal-submit, #modal-close"))?.focus({ preventScroll: true });
}

function keepScroll(draw) {
  const before = dialog.querySelector(".modal-body")?.scrollTop ?? 0;
  draw();
  const body = dialog.querySelector(".modal-body");
  if (body) body.scrollTop = before;
}
