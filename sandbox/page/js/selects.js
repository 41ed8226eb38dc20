// Draws every kind of select on the page's one combobox: options, people, conversations, channels, typeahead.

import { combobox } from "./combobox.js";
import { controlAttributes, keep, wantsFocus } from "./element_parts.js";
import { plain } from "./mrkdwn.js";
import { appOfBot, channelById, channelTitle, displayName, store, userById } from "./store.js";

const SOURCES = {
  static: { choice: optionChoice, find: staticOptions },
  external: { choice: optionChoice, find: externalOptions },
  users: { choice: (id) => ({ key: id, label: displayName(userById(id), id), value: id }), find: people },
  channels: { choice: conversationChoice, find: (query) => conversations((channel) => !channel.is_im && !channel.is_private, query) },
  conversations: { choice: conversationChoice, find: filteredConversations },
};

const SINGLE = { static: "selected_option", external: "selected_option", users: "selected_user", channels: "selected_channel", conversations: "selected_conversation" };

/** A select or multi-select of any source. */
export function select(element, block, surface) {
  const multi = element.type.startsWith("multi_");
  const kind = element.type.replace(/^multi_/, "").replace(/_select$/, "");
  const source = SOURCES[kind];
  const key = multi ? `${SINGLE[kind]}s` : SINGLE[kind];
  const current = [surface.form.get(block.block_id, element)].flat().filter(Boolean);
  const node = combobox({
    multi,
    most: element.max_selected_items ?? Infinity,
    clearable: block.type === "input" && Boolean(block.optional),
    placeholder: plain(element.placeholder) || (multi ? "Choose some" : "Choose one"),
    chosen: current.map(source.choice),
    find: (query) => source.find(query, element, block, surface),
    changed: (choices) => {
      const values = choices.map((choice) => choice.value);
      const value = multi ? values : (values[0] ?? null);
      keep(element, block, surface, value, { [key]: value }, node);
    },
    attributes: { ...controlAttributes(element, block, surface, plain(element.placeholder) || "Choose"), ...wantsFocus(element) },
  });
  return node;
}

function optionChoice(option) {
  return { key: option.value, label: plain(option.text), detail: plain(option.description), value: option };
}

const matching = (choices, query) => {
  const wanted = query.toLowerCase();
  return choices.filter((choice) => `${choice.label} ${choice.also ?? ""}`.toLowerCase().includes(wanted));
};

function staticOptions(query, element) {
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  return groups.map((group) => ({ label: plain(group.label), choices: matching(group.options.map(optionChoice), query) }));
}

async function externalOptions(query, element, block, surface) {
  const least = element.min_query_length ?? 3;
  if (query.length < least) return [{ note: `Type at least ${least} ${least === 1 ? "letter" : "letters"}.`, choices: [] }];
  const answer = await surface.options(block, element, query);
  if (!answer.ok) return [{ note: answer.error, choices: [] }];
  const groups = answer.option_groups ?? [{ options: answer.options ?? [] }];
  return groups.map((group) => ({ label: plain(group.label), choices: group.options.map(optionChoice) }));
}

function people(query) {
  const choices = store.snapshot.users
    .filter((user) => !user.deleted)
    .map((user) => ({ key: user.id, label: displayName(user), also: user.name, value: user.id, detail: [user.title, user.is_external ? user.team_name : null, appOfBot(user.id) ? "App" : null].filter(Boolean).join(" · ") }));
  return [{ choices: matching(choices, query) }];
}

function conversationChoice(id) {
  const channel = channelById(id);
  if (!channel) return { key: id, label: id, value: id };
  const mark = channel.is_im ? "" : channel.is_private ? "🔒 " : "#";
  return { key: id, label: mark + channelTitle(channel), detail: channel.is_ext_shared ? `Shared with ${channel.shared_with || "another company"}` : "", value: id };
}

function conversations(wanted, query = "") {
  const choices = store.snapshot.channels.filter((channel) => !channel.is_archived && wanted(channel)).map((channel) => conversationChoice(channel.id));
  return [{ choices: matching(choices, query) }];
}

function filteredConversations(query, element) {
  const filter = element.filter ?? {};
  const kindOf = (channel) => (channel.is_im ? "im" : channel.is_private ? "private" : "public");
  return conversations((channel) => {
    if (filter.include && !filter.include.includes(kindOf(channel))) return false;
    if (filter.exclude_external_shared_channels && channel.is_ext_shared) return false;
    return !(filter.exclude_bot_users && channel.is_im && userById(channel.im_user)?.is_bot);
  }, query);
}
