// Draws the left column: the workspace, its channels, direct messages and apps, with what is unread.

import { drawWhenNew, h, icon, reconcile } from "./dom.js";
import { goToApp, goToChannel } from "./navigation.js";
import { avatar, badges } from "./people.js";
import { appOfBot, channelTitle, currentChannel, store, userById } from "./store.js";

const root = document.getElementById("sidebar");
const scrim = document.getElementById("scrim");

/** Show or hide the column on a narrow screen. */
export function setSidebar(open) {
  document.body.classList.toggle("sidebar-open", open);
  scrim.hidden = !open;
  document.getElementById("menu-button")?.setAttribute("aria-expanded", String(open));
  if (open) root.querySelector("a")?.focus();
}

scrim.addEventListener("click", () => setSidebar(false));
root.addEventListener("keydown", (event) => {
  if (event.key === "Escape") setSidebar(false);
});

const workspace = h("div", { class: "workspace" });
const groups = h("div", { class: "sidebar-scroll" });
root.append(workspace, groups);

/** Redraw from the store; rows that did not change stay the same nodes. */
export function drawSidebar() {
  if (!store.snapshot) return;
  const { channels, apps, team, me } = store.snapshot;
  const rooms = channels.filter((channel) => !channel.is_im && !channel.is_archived);
  const joined = rooms.filter((channel) => channel.is_member || isHere(channel));
  drawWhenNew(workspace, team, () => [h("span", { class: "workspace-mark", "aria-hidden": "true" }, team.name[0]), h("span", { class: "workspace-name" }, team.name)]);
  const wanted = [
    ["Channels", joined, channelRow],
    ["More channels", rooms.filter((channel) => !joined.includes(channel)), channelRow],
    ["Direct messages", channels.filter((channel) => channel.is_im && !appOfBot(channel.im_user)), directRow],
    ["Apps", me.is_external ? [] : apps.map((app) => ({ ...app, channel: directWith(app), here: store.place.app === app.id })), appRow],
  ].filter(([, items]) => items.length);
  reconcile(groups, wanted, { key: ([title]) => title, signature: () => store.as, create: ([title]) => group(title) });
  for (const [title, items, draw] of wanted) {
    const list = groups.querySelector(`[data-key="${title}"] ul`);
    reconcile(list, items, {
      key: (item) => item.id,
      signature: (item) => JSON.stringify([item, isHere(item), item.im_user && userById(item.im_user)]),
      create: (item) => h("li", {}, draw(item)),
    });
  }
}

const isHere = (channel) => currentChannel()?.id === channel.id;
const directWith = (app) => store.snapshot.channels.find((item) => item.is_im && item.im_user === app.bot_user_id);

function group(title) {
  const id = `group-${title.toLowerCase().replace(/\W/g, "-")}`;
  return h("section", { class: "group" }, h("h2", { id, class: "group-title" }, title), h("ul", { "aria-labelledby": id }));
}

function row({ id, lead, name, channel, here, open, data, marks = [] }) {
  const unread = channel && !here && (channel.unread > 0 || channel.mentions > 0);
  const mentions = channel && !here ? channel.mentions : 0;
  const classes = ["row", here ? "here" : "", unread ? "unread" : "", channel && !channel.is_im && !channel.is_member ? "not-member" : ""];
  return h("a", { id, class: classes.filter(Boolean).join(" "), href: data.href, "aria-current": here ? "page" : null, data: { channel: data.channel, app: data.app }, onclick: (event) => { if (event.metaKey || event.ctrlKey) return; event.preventDefault(); open(); setSidebar(false); } },
    lead, h("span", { class: "row-name" }, name), marks,
    unread ? h("span", { class: "sr-only" }, " unread") : null,
    mentions ? h("span", { class: "mention-count", "aria-label": `${mentions} ${mentions === 1 ? "mention" : "mentions"}` }, String(mentions)) : null);
}

const address = (place) => `?${new URLSearchParams({ as: store.as, ...place })}`;

function channelRow(channel) {
  const shared = channel.is_ext_shared ? h("span", { class: "shared-mark", title: `Shared with ${channel.shared_with || "another company"}` }, icon("outside"), h("span", {}, `shared with ${channel.shared_with || "another company"}`)) : null;
  return row({
    id: `row-${channel.id}`, channel, here: isHere(channel), open: () => goToChannel(channel.id),
    lead: h("span", { class: "lead", title: channel.is_private ? "Private channel" : null }, icon(channel.is_private ? "lock" : "hash"), h("span", { class: "sr-only" }, channel.is_private ? "private channel " : "channel ")),
    name: shared ? [channel.name, shared] : channel.name, data: { channel: channel.id, href: address({ channel: channel.id }) },
  });
}

function directRow(channel) {
  const user = userById(channel.im_user);
  return row({ id: `row-${channel.id}`, channel, here: isHere(channel), open: () => goToChannel(channel.id), lead: avatar(user, "small"), name: channelTitle(channel), marks: badges(user), data: { channel: channel.id, href: address({ channel: channel.id }) } });
}

function appRow({ channel, here, ...app }) {
  const user = userById(app.bot_user_id) ?? { id: app.id, real_name: app.name, is_bot: true };
  const tab = app.has_home && !(channel?.unread > 0) ? "home" : "messages";
  return row({ id: `row-${app.id}`, channel, here, open: () => goToApp(app.id, tab), lead: avatar(user, "small"), name: app.name, data: { app: app.id, channel: channel?.id, href: address({ app: app.id }) } });
}
