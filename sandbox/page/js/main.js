// Starts the page: reads the address, follows the sandbox, and redraws every part when something changed.

import { makeComposer } from "./composer.js";
import { drawDemoStrip } from "./demo_strip.js";
import { h } from "./dom.js";
import { drawHeader } from "./header.js";
import { drawHome, homePane } from "./home.js";
import { conversation, drawConversation } from "./message_list.js";
import { drawModal } from "./modal.js";
import { goToApp, markRead, openThread, readAddress, settlePlace } from "./navigation.js";
import { drawSidebar } from "./sidebar.js";
import { channelTitle, currentChannel, onChange, store } from "./store.js";
import { follow, loadMessages, restart } from "./sync.js";
import { drawThread } from "./thread.js";

const pane = document.getElementById("pane");
const composer = document.getElementById("composer");
let composerFor = null;
let settledFor = null;

function draw() {
  drawDemoStrip();
  if (!store.snapshot || store.snapshot.me.id !== store.as) return;
  settle();
  drawSidebar();
  drawHeader();
  drawThread();
  drawPane();
  drawComposer();
  drawModal();
  markRead();
}

/** Once per person: make sure that there is a place to be, and that an app knows its Home is looked at. */
function settle() {
  settlePlace();
  if (settledFor === store.as) return;
  settledFor = store.as;
  const { app, tab } = store.place;
  if (app) goToApp(app, tab, { push: false });
}

function drawPane() {
  const channel = currentChannel();
  const { app, tab } = store.place;
  const wanted = app && tab === "home" ? homePane : channel ? conversation : null;
  if (wanted && pane.firstElementChild !== wanted) pane.replaceChildren(wanted);
  if (wanted === homePane) drawHome(app);
  else if (wanted) drawConversation(channel);
  else pane.replaceChildren(h("p", { class: "empty" }, app ? "No messages with this app yet." : "There is nothing to see here yet."));
}

function drawComposer() {
  const channel = store.place.app && store.place.tab === "home" ? null : currentChannel();
  const facts = channel ? JSON.stringify([store.as, channel.id, channelTitle(channel), channel.is_archived, channel.is_member, channel.is_im, channel.shared_with]) : null;
  if (facts === composerFor) return;
  composerFor = facts;
  if (!channel) composer.replaceChildren();
  else if (channel.is_archived) composer.replaceChildren(h("p", { class: "no-composer" }, "This channel is archived. It can be read, but not written to."));
  else {
    composer.replaceChildren(makeComposer(channel));
    if (matchMedia("(min-width: 720px)").matches && !store.thread) composer.querySelector("textarea").focus({ preventScroll: true });
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && store.thread && !document.querySelector("dialog[open]")) openThread(null);
});
document.addEventListener("visibilitychange", markRead);
addEventListener("popstate", () => {
  const before = store.as;
  readAddress();
  if (store.as !== before) restart();
  else loadMessages().catch(() => {});
});

readAddress();
onChange(draw);
draw();
follow();
