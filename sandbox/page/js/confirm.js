// Asks "are you sure?" before an element with a confirm object acts.

import { h } from "./dom.js";
import { plain, renderText } from "./mrkdwn.js";

let count = 0;

/** Resolves to true when the person confirms, or when there is nothing to ask. */
export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  return new Promise((resolve) => {
    const id = `confirm-${(count += 1)}`;
    const before = document.activeElement;
    const answer = (yes) => {
      dialog.close();
      dialog.remove();
      before?.focus?.();
      resolve(yes);
    };
    const style = question.style === "danger" ? "btn danger filled" : "btn primary";
    const dialog = h("dialog", { class: "dialog confirm", role: "alertdialog", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-text`, oncancel: (event) => { event.preventDefault(); answer(false); } },
      h("h2", { id: `${id}-title`, class: "dialog-title" }, plain(question.title)),
      h("div", { id: `${id}-text`, class: "dialog-text" }, renderText(question.text)),
      h("div", { class: "dialog-buttons" },
        h("button", { type: "button", class: "btn", onclick: () => answer(false) }, plain(question.deny) || "Cancel"),
        h("button", { type: "button", class: style, onclick: () => answer(true) }, plain(question.confirm) || "Yes")));
    document.body.append(dialog);
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.showModal();
    dialog.querySelector(".dialog-buttons button:last-child").focus();
  });
}
