// Moves the person around: channels, apps, threads, permalinks, and the address bar that names the place.

import { send } from "./api.js";
import { onPlaceLink } from "./links.js";
import { appOfBot, channelById, currentChannel, store, update } from "./store.js";
import { loadMessages, refresh, restart } from "./sync.js";
import { toast } from "./toasts.js";

const read = new Map();

/** Open a channel; a direct channel with an app opens that app's Messages tab. */
export function goToChannel(id, { ts = null, thread = null, push = true } = {}) {
  const channel = channelById(id);
  const app = channel?.is_im ? appOfBot(channel.im_user) : null;
  const place = app ? { channel: null, app: app.id, tab: "messages" } : { channel: id, app: null, tab: "home" };
  go(place, { thread: thread === ts ? null : thread, ts, push });
}

/** Open an app on its Home or Messages tab. */
export function goToApp(id, tab = "home", { push = true } = {}) {
  go({ channel: null, app: id, tab }, { push });
  tellOpened(id, tab);
}

async function tellOpened(id, tab) {
  const answer = await send("open_home", { as: store.as, app_id: id, tab });
  if (!answer.ok) toast(answer.error, "error");
  await refresh();
}

function go(place, { thread = null, ts = null, push = true }) {
  const from = currentChannel()?.id;
  update({ place, thread, target: ts });
  const now = currentChannel();
  if (now?.id !== from || !store.messagesOf) update({ messages: [], messagesOf: null });
  if (push) history.pushState(null, "", address());
  loadMessages().catch(() => {});
}

/** Open or close (null) the thread under a message. */
export function openThread(ts) {
  update({ thread: ts });
  history.replaceState(null, "", address());
}

/** See the workspace as somebody else, at the same place where they may be there. */
export function actAs(userId) {
  update({ as: userId, thread: null, messages: [], messagesOf: null });
  history.pushState(null, "", address());
  restart();
}

/** The query string that leads back here. */
function address() {
  const { channel, app, tab } = store.place;
  const wanted = { as: store.as, channel, app, tab: app && tab === "messages" ? tab : null, thread: store.thread };
  return `?${new URLSearchParams(Object.entries(wanted).filter(([, value]) => value))}`;
}

/** Read the place from the address bar: /?as=…&channel=…, or a permalink. */
export function readAddress() {
  const query = new URLSearchParams(location.search);
  update({
    as: query.get("as") ?? store.as,
    place: { channel: query.get("channel"), app: query.get("app"), tab: query.get("tab") ?? "home" },
    thread: query.get("thread"),
    target: query.get("ts"),
  });
}

/** Where no place is named, or the person may not see it, go to their first channel. */
export function settlePlace() {
  const { channel, app } = store.place;
  const { channels, apps } = store.snapshot;
  if (app ? apps.some((item) => item.id === app) : channelById(channel)) {
    if (!new URLSearchParams(location.search).has("as")) history.replaceState(null, "", address());
    return;
  }
  const first = channels.find((item) => item.is_member && !item.is_im && !item.is_archived) ?? channels[0];
  if (first) goToChannel(first.id, { push: false });
  else if (apps.length) goToApp(apps[0].id, "home", { push: false });
  if (first || apps.length) history.replaceState(null, "", address());
}

/** Tell the sandbox that the channel on screen has been read, once for each newest message. */
export function markRead() {
  const channel = currentChannel();
  if (!channel || document.hidden || !(channel.unread || channel.mentions)) return;
  const newest = store.messages.at(-1)?.ts ?? channel.latest_ts;
  const mark = `${store.as} ${channel.id}`;
  if (!newest || read.get(mark) === newest || store.messagesOf !== mark) return;
  read.set(mark, newest);
  send("read", { as: store.as, channel: channel.id, ts: newest });
}

onPlaceLink(({ channel, ts, thread, app, tab }) => {
  if (app && store.snapshot.apps.some((item) => item.id === app)) goToApp(app, tab);
  else if (channel && channelById(channel)) goToChannel(channel, { ts, thread });
  else return false;
  return true;
});
