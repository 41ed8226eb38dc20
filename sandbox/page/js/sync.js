// Keeps the store in step with the sandbox: one long poll for the picture, messages whenever it changed.

import { anybody, fetchMessages, fetchState } from "./api.js";
import { currentChannel, noteClock, store, update } from "./store.js";
import { showToasts } from "./toasts.js";
import { channelOpened } from "./unread.js";

let stop = new AbortController();
let asked = 0;

/** Follow the sandbox for ever; survives its restarts. */
export async function follow() {
  let since = 0;
  for (;;) {
    const who = store.as;
    try {
      const snapshot = await fetchState(who, since, stop.signal);
      if (who === store.as) await take(snapshot);
      since = who === store.as ? snapshot.rev : 0;
    } catch (error) {
      since = 0;
      if (error.name === "AbortError") continue;
      if (error.refused && (await somebodyElse(who))) continue;
      update({ online: false, problem: error.refused ? error.message : null });
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
    }
  }
}

/** Look from somebody else's chair: drop what was waiting and ask anew. */
export function restart() {
  stop.abort();
  stop = new AbortController();
}

/** Fetch the picture now, after something was done. */
export async function refresh() {
  const who = store.as;
  try {
    const snapshot = await fetchState(who, 0);
    if (who === store.as) await take(snapshot);
  } catch {
    // The long poll reports that the sandbox is away and comes back by itself.
  }
}

/** In a direct message, im_user is made to be the other one, whoever looks. */
function nameTheOther({ me, channels, apps }) {
  for (const channel of channels) {
    if (!channel.is_im || channel.im_user !== me.id) continue;
    channel.im_user = channel.members?.find((id) => id !== me.id) ?? apps[0]?.bot_user_id ?? me.id;
  }
}

async function take(snapshot) {
  if (snapshot.me.is_bot) {
    const human = snapshot.users.find((user) => !user.is_bot && !user.deleted && !user.is_external);
    if (human) return update({ as: human.id });
  }
  showToasts(snapshot.toasts);
  nameTheOther(snapshot);
  const older = store.snapshot && store.snapshot.me.id === snapshot.me.id && snapshot.rev < store.snapshot.rev;
  if (!older || !store.online) update({ snapshot, as: snapshot.me.id, online: true, problem: null });
  return loadMessages();
}

/** Where nobody is named, or somebody whom this workspace does not know, look as its first person. */
async function somebodyElse(unknown) {
  const other = await anybody().catch(() => null);
  if (!other || other === unknown) return false;
  update({ as: other });
  return true;
}

/** Fetch the messages of the channel on screen; a late answer for another place is dropped. */
export async function loadMessages() {
  const channel = currentChannel();
  const mine = (asked += 1);
  if (!channel) {
    if (store.messagesOf) update({ messages: [], messagesOf: null });
    return;
  }
  const mark = `${store.as} ${channel.id}`;
  const { messages } = await fetchMessages(store.as, channel.id);
  if (mine !== asked) return;
  noteClock(messages);
  if (store.messagesOf !== mark) channelOpened(messages, channel.unread, store.as);
  update({ messages, messagesOf: mark });
}
