// Draws table blocks, and a chart's numbers as a table with bars, which reads well everywhere.

import { h } from "./dom.js";
import { plain, renderText } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

function cell(content) {
  if (content === null || content === undefined) return "";
  if (typeof content !== "object") return String(content);
  if (content.type === "rich_text") return richText(content);
  if (content.type === "raw_text") return content.text ?? "";
  if (content.type === "raw_number") return content.text ?? String(content.value ?? "");
  return renderText(content);
}

/** A table or data_table block; the first row is its heading. */
export function table(block) {
  const [first = [], ...rest] = block.rows ?? [];
  const heading = block.columns?.some((column) => column?.name) ? block.columns.map((column) => plain(column.name)) : first;
  const body = heading === first ? rest : block.rows;
  return h("div", { class: "block table-scroll", tabindex: "0", role: "region", "aria-label": plain(block.caption ?? block.title) || "Table" },
    h("table", {}, block.caption ? h("caption", {}, plain(block.caption)) : null,
      h("thead", {}, h("tr", {}, heading.map((content) => h("th", { scope: "col" }, cell(content))))),
      h("tbody", {}, body.map((row) => h("tr", {}, row.map((content) => h("td", {}, cell(content))))))));
}

/** A data_visualization block: every point a row with its number and a bar. */
export function chart(block) {
  const source = block.chart ?? block;
  const points = (source.segments ?? []).map((point) => ({ label: point.label, value: point.value }));
  for (const series of source.series ?? []) {
    (series.data ?? series.values ?? []).forEach((point, index) => {
      const category = point?.label ?? source.axis_config?.categories?.[index] ?? source.categories?.[index] ?? index + 1;
      points.push({ label: `${series.name ?? ""} ${category}`.trim(), value: point?.value ?? point });
    });
  }
  const most = Math.max(1, ...points.map((point) => Math.abs(Number(point.value)) || 0));
  const row = ({ label, value }) => {
    const bar = h("span", { class: "bar" });
    bar.style.width = `${(100 * Math.abs(Number(value) || 0)) / most}%`;
    return h("tr", {}, h("th", { scope: "row" }, String(label)), h("td", {}, String(value)), h("td", { class: "bar-cell", "aria-hidden": "true" }, bar));
  };
  return h("figure", { class: "block chart" }, h("figcaption", {}, plain(block.title)), h("table", {}, h("tbody", {}, points.map(row))));
}
