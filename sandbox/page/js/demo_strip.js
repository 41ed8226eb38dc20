// Draws the strip on top that is no part of Slack: who one is looking as, the status, the demo's buttons.

import { send } from "./api.js";
import { drawWhenNew, h, icon } from "./dom.js";
import { actAs } from "./navigation.js";
import { avatar } from "./people.js";
import { toggleMenu } from "./popup.js";
import { displayName, store } from "./store.js";
import { refresh } from "./sync.js";
import { toast } from "./toasts.js";

const root = document.getElementById("demo");
const busy = new Set();

const AWAY = "The sandbox does not answer. Trying again every second.";
const status = h("span", { class: "demo-status", role: "status" });
const controls = h("span", { class: "demo-controls" });
const person = h("span", { class: "demo-person" });
root.append(h("span", { class: "demo-word" }, "Demo"), status, controls, person);

/** Redraw from the store. */
export function drawDemoStrip() {
  const { snapshot, online, problem } = store;
  const words = online ? (snapshot ? (snapshot.status?.text ?? "") : "Loading…") : (problem ?? AWAY);
  if (status.textContent !== words) status.textContent = words;
  status.classList.toggle("away", !online);
  if (!snapshot) return;
  drawWhenNew(controls, [snapshot.controls, [...busy]], () => (snapshot.controls ?? []).map(control));
  drawWhenNew(person, [snapshot.me, snapshot.users], () => switcher(snapshot.me));
}

function control({ id, label }) {
  const press = async () => {
    busy.add(id);
    drawDemoStrip();
    const answer = await send("control", { id });
    busy.delete(id);
    if (!answer.ok) toast(answer.error, "error");
    else if (answer.text) toast(answer.text);
    await refresh();
    drawDemoStrip();
  };
  return h("button", { id: `control-${id}`, type: "button", class: busy.has(id) ? "demo-btn busy" : "demo-btn", disabled: busy.has(id), onclick: press }, label);
}

function switcher(me) {
  const people = store.snapshot.users.filter((user) => !user.is_bot && !user.deleted);
  people.sort((left, right) => Number(left.is_external ?? false) - Number(right.is_external ?? false));
  const items = () => people.map((user) => ({
    label: displayName(user),
    detail: [user.title, user.is_external ? user.team_name : null].filter(Boolean).join(" · "),
    mark: user.id === me.id,
    lead: avatar(user, "small"),
    run: () => actAs(user.id),
  }));
  const button = h("button", { id: "switcher", type: "button", class: "demo-btn switcher", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": `You are ${displayName(me)}. Switch person`, onclick: () => toggleMenu(button, items(), { label: "Switch person", alignRight: true }) },
    avatar(me, "tiny"), h("span", { class: "switcher-name" }, displayName(me)), icon("down"));
  return button;
}
