// Draws the strip above the conversation: name, topic, members, who else reads along; or an app's tabs.

import { drawWhenNew, h, icon } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { anchor } from "./links.js";
import { renderMrkdwn } from "./mrkdwn.js";
import { goToApp } from "./navigation.js";
import { avatar, badges } from "./people.js";
import { toggleMenu } from "./popup.js";
import { setSidebar } from "./sidebar.js";
import { appById, channelTitle, currentChannel, displayName, store, userById } from "./store.js";

const root = document.getElementById("header");

/** Redraw from the store. */
export function drawHeader() {
  if (!store.snapshot) return;
  const app = appById(store.place.app);
  const channel = currentChannel();
  const { id, name, topic, members: people, is_archived: archived, shared_with: guest, bookmarks } = channel ?? {};
  drawWhenNew(root, [store.as, store.place, app, id, name, topic, people, archived, guest, bookmarks], () => [
    menuButton(), app ? appHeader(app) : channel ? channelHeader(channel) : [],
  ]);
  document.title = `${app ? app.name : channelTitle(channel)} – ${store.snapshot.team.name}`;
}

const menuButton = () =>
  h("button", { id: "menu-button", type: "button", class: "icon-btn menu-button", "aria-label": "Show channels", "aria-controls": "sidebar", "aria-expanded": "false", onclick: () => setSidebar(!document.body.classList.contains("sidebar-open")) }, icon("menu"));

/** A canvas of this workspace is opened by whoever is looking; any other address as it is. */
const forReader = (link) => (link.startsWith(`${location.origin}/docs/`) ? `${link}?as=${encodeURIComponent(store.as)}` : link);

function channelHeader(channel) {
  const user = channel.is_im ? userById(channel.im_user) : null;
  const lead = user ? avatar(user, "small") : icon(channel.is_private ? "lock" : "hash");
  return [
    h("div", { class: "header-words" },
      h("h1", { class: "header-name" }, lead, h("span", {}, channelTitle(channel)), user ? badges(user) : null,
        channel.is_archived ? h("span", { class: "badge" }, "Archived") : null,
        channel.is_ext_shared ? h("span", { class: "badge badge-outside" }, icon("outside"), `Shared with ${channel.shared_with || "another company"}`) : null),
      channel.bookmarks?.length ? h("ul", { class: "bookmarks", "aria-label": "Bookmarks" }, channel.bookmarks.map((mark) => h("li", {}, anchor(forReader(mark.link), withEmoji(`${mark.emoji ?? ""} ${mark.title}`.trim()))))) : null,
      channel.topic ? h("div", { class: "topic", title: channel.topic }, renderMrkdwn(channel.topic)) : null),
    channel.is_im ? null : members(channel),
  ].filter(Boolean);
}

function members(channel) {
  const ids = channel.members ?? [];
  const count = `${ids.length} ${ids.length === 1 ? "member" : "members"}`;
  const people = () => ids.map((id) => {
    const user = userById(id);
    return { label: displayName(user, id), detail: [user?.title, user?.is_external ? user.team_name : null, user?.is_bot ? "App" : null].filter(Boolean).join(" · "), lead: avatar(user, "small"), run: () => {} };
  });
  const button = h("button", { id: "members-button", type: "button", class: "btn members", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": count, title: count, onclick: () => toggleMenu(button, people(), { label: "Members", alignRight: true }) },
    icon("people"), h("span", { "aria-hidden": "true" }, String(ids.length)));
  return button;
}

function appHeader(app) {
  const user = userById(app.bot_user_id) ?? { id: app.id, real_name: app.name, is_bot: true };
  const tab = (name, words) => h("button", { id: `tab-${name}`, type: "button", role: "tab", class: "tab", "aria-selected": String(store.place.tab === name), "aria-controls": "pane", onclick: () => goToApp(app.id, name), onkeydown: walk }, words);
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": app.name }, app.has_home ? tab("home", "Home") : null, tab("messages", "Messages"));
  return [h("div", { class: "header-words" }, h("h1", { class: "header-name" }, avatar(user, "small"), h("span", {}, app.name), badges({ is_bot: true })), tabs)];

  function walk(event) {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const all = [...tabs.children];
    all[(all.indexOf(event.target) + 1) % all.length].focus();
  }
}
