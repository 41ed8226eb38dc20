// Talks to the sandbox's /ui/ addresses. An answer is always {ok, …}; what went wrong is a sentence.

const UNREACHABLE = "The sandbox did not answer. Nothing was sent; check that it still runs, then try again.";

/** The whole picture for one person; waits up to 20 s until something is newer than `since`. */
export async function fetchState(as, since, signal) {
  const query = new URLSearchParams({ since: String(since) });
  if (as) query.set("as", as);
  return read(`ui/state?${query}`, signal);
}

/** Messages of a channel as one person sees them. */
export async function fetchMessages(as, channel, signal) {
  return read(`ui/messages?${new URLSearchParams({ as, channel })}`, signal);
}

/** The id of the first one in the workspace, for when the address names nobody. */
export async function anybody() {
  const { users } = await read("sandbox/people");
  return Object.keys(users)[0] ?? null;
}

/** Do something as a person; blocks until the app has answered. Never throws. */
export async function send(name, body) {
  try {
    const response = await fetch(`ui/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (answer.ok === undefined) answer.ok = response.ok;
    if (!answer.ok && !answer.error) answer.error = `The sandbox refused this (HTTP ${response.status}).`;
    return answer;
  } catch {
    return { ok: false, error: UNREACHABLE };
  }
}

async function read(address, signal) {
  const response = await fetch(address, { signal, cache: "no-store" });
  const answer = await response.json();
  if (!response.ok || answer.ok === false) {
    throw Object.assign(new Error(answer.error || `HTTP ${response.status}`), { refused: true });
  }
  return answer;
}
