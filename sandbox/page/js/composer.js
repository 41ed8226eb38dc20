// The box one writes in: Enter sends, "/" suggests commands, "@" people and "#" channels, the bolt global shortcuts.

import { send } from "./api.js";
import { h, icon } from "./dom.js";
import { toggleMenu } from "./popup.js";
import { channelTitle, store } from "./store.js";
import { suggestions } from "./suggestions.js";
import { refresh } from "./sync.js";
import { toast } from "./toasts.js";

const drafts = new Map();

/** A composer for a channel, or for one thread of it. */
export function makeComposer(channel, { thread = null } = {}) {
  const who = store.as;
  const draftKey = `${who} ${channel.id} ${thread ?? ""}`;
  const name = `${channel.is_im ? "" : "#"}${channelTitle(channel)}`;
  const label = thread ? "Reply in thread" : `Message ${name}`;
  const box = h("textarea", { id: thread ? "thread-box" : "message-box", class: "box", rows: "1", "aria-label": label, placeholder: thread ? "Reply…" : `Message ${name}`, value: drafts.get(draftKey) ?? "", oninput: typed, onkeydown: keys });
  const sendButton = h("button", { type: "submit", class: "send", "aria-label": "Send now", disabled: true }, icon("send"));
  const bolt = h("button", { type: "button", class: "icon-btn", "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => toggleMenu(bolt, shortcuts(), { label: "Shortcuts" }) }, icon("bolt"));
  const form = h("form", { class: "composer", onsubmit: submit }, box,
    h("div", { class: "composer-bar" }, thread ? null : bolt, h("span", { class: "composer-hint" }, "Enter sends, Shift+Enter starts a new line"), sendButton));
  const suggest = suggestions(box, form, { commands: !thread });
  requestAnimationFrame(fit);
  const warning = channel.is_ext_shared ? h("div", { class: "shared-note" }, icon("outside"), `People from ${channel.shared_with || "another company"} can read this.`) : null;
  const joining = channel.is_im || channel.is_member ? null : h("div", { class: "joining-note" }, "You are not in this channel. Writing here joins it.");
  return h("div", { class: "composer-wrap" }, joining, warning, form);

  function typed() {
    drafts.set(draftKey, box.value);
    fit();
    suggest.update();
  }

  function fit() {
    sendButton.disabled = !box.value.trim();
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 220)}px`;
  }

  function keys(event) {
    if (suggest.keydown(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  }

  async function submit(event) {
    event.preventDefault();
    const text = box.value.trim();
    if (!text || box.readOnly) return;
    if (thread && /^\/\w/.test(text)) {
      toast("Commands cannot be used in threads. Use it in the channel itself; your text is still here.", "error");
      return;
    }
    suggest.close();
    box.readOnly = true;
    const isCommand = /^\/[a-z]/i.test(text);
    const answer = isCommand
      ? await send("command", { as: who, channel: channel.id, text })
      : await send("post", { as: who, channel: channel.id, text, ...(thread ? { thread_ts: thread } : {}) });
    box.readOnly = false;
    if (answer.ok) {
      box.value = "";
      drafts.delete(draftKey);
    } else toast(answer.error, "error");
    fit();
    await refresh();
  }

  function shortcuts() {
    const all = store.snapshot.shortcuts.filter((shortcut) => shortcut.type === "global");
    if (!all.length) return [{ label: "No shortcuts", detail: "No app here has a global shortcut.", run: () => {} }];
    return all.map((shortcut) => ({
      label: shortcut.name,
      detail: shortcut.description,
      lead: h("span", { class: "menu-icon" }, icon("bolt")),
      run: async () => {
        const answer = await send("shortcut", { as: who, callback_id: shortcut.callback_id, channel: channel.id });
        if (!answer.ok) toast(answer.error, "error");
        await refresh();
      },
    }));
  }
}
