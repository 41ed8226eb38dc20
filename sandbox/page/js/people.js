// Draws people: avatars with initials, names with the marks that say who is an app, a guest or from outside.

import { h, icon } from "./dom.js";
import { appOfBot, displayName, userById } from "./store.js";

const HUES = [168, 205, 262, 318, 12, 38, 88, 140];

/** A coloured square with initials; decoration only. */
export function avatar(user, size = "") {
  const name = displayName(user, "?");
  const initials = name.split(/\s+/).map((word) => word[0]).filter(Boolean).slice(0, 2).join("").toUpperCase();
  const sum = [...(user?.id ?? name)].reduce((total, letter) => (total * 31 + letter.codePointAt(0)) % 9973, 7);
  const node = h("span", { class: `avatar ${size} ${user?.is_bot ? "avatar-app" : ""}`, "aria-hidden": "true" }, user?.is_bot ? icon("bolt") : initials);
  node.style.setProperty("--hue", String(HUES[sum % HUES.length]));
  return node;
}

/** The small labels after a name: App, Guest, or the other company's name. */
export function badges(user) {
  if (!user) return [];
  const marks = [];
  if (user.is_bot) marks.push(h("span", { class: "badge" }, "App"));
  if (user.is_external) marks.push(h("span", { class: "badge badge-outside" }, user.team_name || "External"));
  else if (user.is_guest) marks.push(h("span", { class: "badge" }, "Guest"));
  if (user.deleted) marks.push(h("span", { class: "badge" }, "Deactivated"));
  return marks;
}

/** A list of names: "Maya", "Maya and Ben", "Maya, Ben and Cara". */
export function nameList(ids) {
  const names = ids.map((id) => displayName(userById(id), id));
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Whether a user is the bot of an app that the page lists. */
export const isAppBot = (userId) => Boolean(appOfBot(userId));
