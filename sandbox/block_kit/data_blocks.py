"""Tables and charts."""

from __future__ import annotations

from typing import Any

from sandbox.block_kit import limits
from sandbox.block_kit.look import Look
from sandbox.block_kit.rich_text import check_rich_text


def check_table(look: Look) -> None:
    """A ``table``: rows of raw or rich text."""
    for row in look.items("rows", limits.TABLE_ROWS):
        _check_row(row, ("raw_text", "rich_text"))
    for setting in look.items("column_settings", limits.TABLE_COLUMNS, required=False):
        if setting.value is not None and setting.is_object(("align", "is_wrapped")):
            setting.one_of("align", ("left", "center", "right"))
            setting.flags("is_wrapped")


def check_data_table(look: Look) -> None:
    """A ``data_table``: a header row and up to a hundred more, all as wide, that people can sort."""
    look.string("caption", 3000, required=True)
    look.number("page_size", 1, limits.DATA_TABLE_PAGE)
    look.number("row_header_column_index", 0)
    rows = look.items("rows", limits.DATA_TABLE_ROWS, least=2)
    for at, row in enumerate(rows):
        _check_row(row, ("raw_text", "raw_number", *(("rich_text",) if at else ())))
    widths = {len(row.value) for row in rows if isinstance(row.value, list)}
    if len(widths) > 1:
        look.complain("all rows must have the same number of columns", "rows")
    if data_table_characters(look.value) > limits.DATA_TABLE_CHARACTERS:
        look.complain(f"must be less than {limits.DATA_TABLE_CHARACTERS + 1} characters in all", "rows")


def data_table_characters(value: Any) -> int:
    """The characters of all cells."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(data_table_characters(part) for name, part in value.items() if name != "text")
    if isinstance(value, list):
        return sum(data_table_characters(item) for item in value)
    return 0


def _check_row(row: Look, kinds: tuple[str, ...]) -> None:
    if not isinstance(row.value, list):
        row.complain("must be an array")
        return
    if not 1 <= len(row.value) <= limits.TABLE_COLUMNS:
        row.complain(f"must have between 1 and {limits.TABLE_COLUMNS} items")
    for at, value in enumerate(row.value):
        cell = Look(value, f"{row.pointer}/{at}", row.problems)
        if not cell.is_object():
            continue
        if cell.type not in kinds:
            cell.complain(f"unsupported type: {cell.value.get('type')}", "type")
        elif cell.type == "rich_text":
            check_rich_text(cell)
        elif cell.need("text"):
            cell.string("text", 20_000)
        if cell.type == "raw_number" and cell.need("value"):
            cell.number("value")


def check_chart(look: Look) -> None:
    """A ``data_visualization``: a pie, or bars, lines or areas over categories."""
    look.string("title", limits.CHART_TITLE, required=True)
    if not look.need("chart"):
        return
    chart = look.part("chart")
    if not chart.is_object():
        return
    chart.one_of("type", ("pie", "bar", "line", "area"), required=True)
    if chart.type == "pie":
        _check_pie(chart)
    elif chart.type in ("bar", "line", "area"):
        _check_axes(chart)


def _check_pie(chart: Look) -> None:
    chart.is_object(("type", "segments"))
    for segment in chart.items("segments", limits.CHART_SEGMENTS):
        if segment.is_object(("label", "value")):
            segment.string("label", limits.CHART_LABEL, required=True)
            if segment.need("value"):
                segment.number("value")
                if isinstance(segment.value["value"], int | float) and segment.value["value"] <= 0:
                    segment.complain("must be greater than 0", "value")


def _check_axes(chart: Look) -> None:
    chart.is_object(("type", "series", "axis_config"))
    categories: list[Any] = []
    if chart.need("axis_config"):
        axis = chart.part("axis_config")
        if axis.is_object(("categories", "x_label", "y_label")):
            axis.string("x_label", limits.CHART_AXIS_LABEL)
            axis.string("y_label", limits.CHART_AXIS_LABEL)
            for category in axis.items("categories", limits.CHART_CATEGORIES):
                categories.append(category.value)
                if not isinstance(category.value, str) or not 1 <= len(category.value) <= limits.CHART_LABEL:
                    category.complain(f"must be between 1 and {limits.CHART_LABEL} characters")
            if len(set(map(str, categories))) != len(categories):
                axis.complain("categories must be unique", "categories")
    names = [_check_series(series, categories) for series in chart.items("series", limits.CHART_SERIES)]
    if len(set(names)) != len(names):
        chart.complain("series names must be unique", "series")


def _check_series(series: Look, categories: list[Any]) -> str:
    if not series.is_object(("name", "data")):
        return ""
    series.string("name", limits.CHART_LABEL, required=True)
    points = series.items("data", limits.CHART_CATEGORIES)
    for point in points:
        if point.is_object(("label", "value")):
            point.string("label", limits.CHART_LABEL, required=True)
            if point.need("value"):
                point.number("value")
    labels = [point.value.get("label") for point in points if isinstance(point.value, dict)]
    if sorted(map(str, labels)) != sorted(map(str, categories)):
        series.complain("must have exactly one point for every category", "data")
    return str(series.value.get("name"))
