// Remembers where a person had read to when they opened a channel, and which threads they have looked into since.

let readUpTo = "0";
let openedUpTo = "0";
let threads = new Map();

/** A channel was opened: the last `count` messages by others had not been read. */
export function channelOpened(messages, count, viewer) {
  const byOthers = messages.filter((message) => message.user !== viewer && !message.subtype);
  const first = count > 0 ? byOthers.at(-Math.min(count, byOthers.length)) : null;
  openedUpTo = messages.at(-1)?.ts ?? "0";
  readUpTo = first ? (messages[messages.indexOf(first) - 1]?.ts ?? "0") : openedUpTo;
  threads = new Map();
}

/** The message above which the line "New" stands, or null. Messages that come later do not move it. */
export function firstNew(topLevel, viewer) {
  return topLevel.find((message) => message.ts > readUpTo && message.ts <= openedUpTo && message.user !== viewer) ?? null;
}

/** Whether somebody else replied below this message since the person last looked. */
export function hasNewReplies(message, messages, viewer) {
  const seen = threads.get(message.ts) ?? readUpTo;
  return messages.some((reply) => reply.thread_ts === message.ts && reply.ts !== message.ts && reply.ts > seen && reply.user !== viewer);
}

/** The person looks into the thread below this message. */
export function threadSeen(root, latest) {
  threads.set(root, latest);
}
