// Holds what a person typed into one view or message, in Slack's own state shapes, and checks it as Slack does.

/** State keys by element type: what Slack calls the value, and what it is when empty. */
export const STATE = {
  plain_text_input: ["value", null],
  email_text_input: ["value", null],
  url_text_input: ["value", null],
  number_input: ["value", null],
  rich_text_input: ["rich_text_value", null],
  static_select: ["selected_option", null],
  external_select: ["selected_option", null],
  radio_buttons: ["selected_option", null],
  users_select: ["selected_user", null],
  conversations_select: ["selected_conversation", null],
  channels_select: ["selected_channel", null],
  multi_static_select: ["selected_options", []],
  multi_external_select: ["selected_options", []],
  checkboxes: ["selected_options", []],
  multi_users_select: ["selected_users", []],
  multi_conversations_select: ["selected_conversations", []],
  multi_channels_select: ["selected_channels", []],
  datepicker: ["selected_date", null],
  timepicker: ["selected_time", null],
  datetimepicker: ["selected_date_time", null],
};

const INITIAL = {
  static_select: "initial_option",
  external_select: "initial_option",
  radio_buttons: "initial_option",
  multi_static_select: "initial_options",
  multi_external_select: "initial_options",
  checkboxes: "initial_options",
  users_select: "initial_user",
  multi_users_select: "initial_users",
  conversations_select: "initial_conversation",
  multi_conversations_select: "initial_conversations",
  channels_select: "initial_channel",
  multi_channels_select: "initial_channels",
  datepicker: "initial_date",
  timepicker: "initial_time",
  datetimepicker: "initial_date_time",
};

const SENTENCES = {
  required: "Please fill this in.",
  choose: "Please choose one.",
  email: "That is not an e-mail address. It should look like name@example.com.",
  url: "That is not a web address. It should start with https://.",
  number: "Please enter a number.",
  whole: "Please enter a whole number.",
};

/** What one person has in one surface: {block_id: {action_id: state}}. */
export class Form {
  constructor() {
    this.state = {};
  }

  /** Fit the form to new blocks: what stands under an unchanged block_id and action_id is kept. */
  fit(blocks, known = {}) {
    const next = {};
    for (const [blockId, element] of statefulElements(blocks)) {
      const kept = this.state[blockId]?.[element.action_id] ?? known[blockId]?.[element.action_id];
      const usable = kept && kept.type === element.type;
      (next[blockId] ??= {})[element.action_id] = usable ? kept : initialState(element);
    }
    this.state = next;
  }

  get(blockId, element) {
    return this.state[blockId]?.[element.action_id]?.[STATE[element.type][0]] ?? STATE[element.type][1];
  }

  set(blockId, element, value) {
    const [key] = STATE[element.type];
    (this.state[blockId] ??= {})[element.action_id] = { type: element.type, [key]: value === "" ? null : value };
  }

  /** Field errors that Slack's own client would show: {block_id: sentence}. */
  check(blocks) {
    const errors = {};
    for (const block of blocks) {
      if (block.type !== "input" || !STATE[block.element?.type]) continue;
      const wrong = problem(block, this.get(block.block_id, block.element));
      if (wrong) errors[block.block_id] = wrong;
    }
    return errors;
  }
}

function* statefulElements(blocks) {
  for (const block of blocks) {
    const elements = block.type === "actions" ? block.elements : [block.element ?? block.accessory];
    for (const element of elements) if (element && STATE[element.type]) yield [block.block_id, element];
  }
}

function initialState(element) {
  const [key, empty] = STATE[element.type];
  const initial = element[INITIAL[element.type] ?? "initial_value"];
  return { type: element.type, [key]: initial ?? empty };
}

function problem(block, value) {
  const { element } = block;
  if (value === null || value === "" || (Array.isArray(value) && !value.length)) {
    if (block.optional) return null;
    return /select|radio|checkboxes/.test(element.type) ? SENTENCES.choose : SENTENCES.required;
  }
  if (typeof value === "string" && !value.trim() && !block.optional) return SENTENCES.required;
  if (element.min_length && value.length < element.min_length) {
    return `Please write at least ${element.min_length} characters; there are ${value.length}.`;
  }
  if (element.max_length && value.length > element.max_length) {
    return `Please keep this to ${element.max_length} characters; there are ${value.length}.`;
  }
  if (element.type === "email_text_input" && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(value.trim())) return SENTENCES.email;
  if (element.type === "url_text_input" && !isWebAddress(value)) return SENTENCES.url;
  if (element.type === "number_input") return numberProblem(element, value);
  return null;
}

function isWebAddress(text) {
  try {
    return ["http:", "https:"].includes(new URL(text.trim()).protocol);
  } catch {
    return false;
  }
}

function numberProblem(element, value) {
  if (!/^-?\d+(\.\d+)?$/.test(value.trim())) return SENTENCES.number;
  if (!element.is_decimal_allowed && value.includes(".")) return SENTENCES.whole;
  if (element.min_value !== undefined && Number(value) < Number(element.min_value)) return `The least allowed is ${element.min_value}.`;
  if (element.max_value !== undefined && Number(value) > Number(element.max_value)) return `The most allowed is ${element.max_value}.`;
  return null;
}
