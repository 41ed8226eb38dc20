// What the page knows: the server's latest picture, what is being looked at, and who listens for changes.

/** `place` is where the person is: {channel} or {app, tab}; `thread` the root message's ts or null. */
export const store = {
  as: null,
  snapshot: null,
  place: { channel: null, app: null, tab: "home" },
  thread: null,
  messages: [],
  messagesOf: null,
  target: null,
  online: true,
  problem: null,
  loaded: false,
};

const listeners = new Set();
let scheduled = false;

/** Call `listener` after every batch of changes. */
export function onChange(listener) {
  listeners.add(listener);
}

/** Change some of the store and redraw once, soon. */
export function update(changes) {
  Object.assign(store, changes);
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    for (const listener of listeners) listener();
  });
}

export const me = () => store.snapshot?.me ?? null;
export const userById = (id) => store.snapshot?.users.find((user) => user.id === id) ?? null;
export const channelById = (id) => store.snapshot?.channels.find((channel) => channel.id === id) ?? null;
export const appById = (id) => store.snapshot?.apps.find((app) => app.id === id) ?? null;
export const appOfBot = (userId) => store.snapshot?.apps.find((app) => app.bot_user_id === userId) ?? null;

/** The name people see for a user. */
export function displayName(user, fallback = "Someone") {
  return user?.real_name || user?.name || fallback;
}

/** What a channel is called in the list: its name, or the other person's for a direct message. */
export function channelTitle(channel) {
  if (!channel) return "";
  if (channel.is_im) return displayName(userById(channel.im_user), channel.name || "Direct message");
  return channel.name;
}

/** The channel on screen: chosen in the list, or the direct channel behind an app's Messages tab. */
export function currentChannel() {
  const { channel, app, tab } = store.place;
  if (channel) return channelById(channel);
  if (app && tab === "messages") {
    const bot = appById(app)?.bot_user_id;
    return store.snapshot?.channels.find((item) => item.is_im && item.im_user === bot) ?? null;
  }
  return null;
}

let newest = { ts: 0, ahead: 0 };

/** Learn from the newest message how far the workspace's clock is from this machine's. */
export function noteClock(messages) {
  for (const message of messages) {
    const ts = Number(message.ts);
    const shown = Date.parse(message.shown_at ?? "");
    if (ts >= newest.ts && !Number.isNaN(shown)) newest = { ts, ahead: shown - ts * 1000 };
  }
}

/** "Now" as the workspace shows it: the demo's clock may run far from this machine's. */
export function workspaceNow() {
  return store.snapshot?.now ? new Date(store.snapshot.now) : new Date(Date.now() + newest.ahead);
}
