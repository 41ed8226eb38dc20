// Suggests commands, people and channels while one types in a composer.

import { h } from "./dom.js";
import { avatar } from "./people.js";
import { displayName, store } from "./store.js";

const MOST = 8;
let count = 0;

/** Watches `box`; its list stands above `host`. Answers {update, keydown, close}. */
export function suggestions(box, host, { commands }) {
  const id = `suggest-${(count += 1)}`;
  const list = h("ul", { id, class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: true, onpointerdown: (event) => event.preventDefault() });
  host.append(list);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", id);
  box.addEventListener("blur", close);
  let found = [];
  let active = 0;
  let start = 0;
  return { update, keydown, close };

  function update() {
    const before = box.value.slice(0, box.selectionStart);
    const word = /(?:^|\s)([@#][\w.-]*)$/.exec(before);
    if (commands && /^\/\S*$/.test(before)) found = commandsLike(before);
    else if (word?.[1].startsWith("@")) found = [...peopleLike(word[1].slice(1)), ...groupsLike(word[1].slice(1))];
    else if (word) found = channelsLike(word[1].slice(1));
    else found = [];
    start = commands && before.startsWith("/") && !word ? 0 : before.length - (word?.[1].length ?? 0);
    active = 0;
    draw();
  }

  function draw() {
    list.hidden = !found.length;
    list.replaceChildren(...found.map((item, index) =>
      h("li", { id: `${id}-${index}`, role: "option", class: index === active ? "suggestion active" : "suggestion", "aria-selected": String(index === active), onclick: () => take(item) },
        item.lead ?? null, h("span", { class: "suggestion-name" }, item.name), h("span", { class: "suggestion-usage" }, item.usage ?? ""), h("span", { class: "suggestion-detail" }, item.detail ?? ""))));
    if (found.length) box.setAttribute("aria-activedescendant", `${id}-${active}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function take(item) {
    const end = box.selectionStart;
    box.value = `${box.value.slice(0, start)}${item.insert} ${box.value.slice(end).replace(/^ /, "")}`;
    const caret = start + item.insert.length + 1;
    box.setSelectionRange(caret, caret);
    close();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  }

  function keydown(event) {
    if (!found.length) return false;
    const typedWhole = found[active]?.insert === box.value.slice(start, box.selectionStart);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      draw();
    } else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !typedWhole)) take(found[active]);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  function close() {
    found = [];
    draw();
  }
}

const has = (text, typed) => text?.toLowerCase().includes(typed.toLowerCase());

function commandsLike(typed) {
  return store.snapshot.commands
    .filter((item) => item.command.startsWith(typed.toLowerCase()))
    .slice(0, MOST)
    .map((item) => ({ insert: item.command, name: item.command, usage: item.usage_hint, detail: [item.description, item.app].filter(Boolean).join(" · ") }));
}

function peopleLike(typed) {
  return store.snapshot.users
    .filter((user) => !user.deleted && (has(user.name, typed) || has(user.real_name, typed)))
    .slice(0, MOST)
    .map((user) => ({ insert: `@${user.name}`, name: displayName(user), usage: `@${user.name}`, detail: user.title, lead: avatar(user, "tiny") }));
}

function groupsLike(typed) {
  return (store.snapshot.usergroups ?? [])
    .filter((group) => has(group.handle, typed) || has(group.name, typed))
    .map((group) => ({ insert: `@${group.handle}`, name: `@${group.handle}`, usage: group.name, detail: "User group" }));
}

function channelsLike(typed) {
  return store.snapshot.channels
    .filter((channel) => !channel.is_im && has(channel.name, typed))
    .slice(0, MOST)
    .map((channel) => ({ insert: `#${channel.name}`, name: `#${channel.name}`, detail: channel.is_ext_shared ? `Shared with ${channel.shared_with}` : "" }));
}
