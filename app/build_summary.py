"""What a build read and found, as tables that end `gradus build`; `report.json` holds the same."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group
from rich.table import Table

Report = Mapping[str, Any]


def build_summary(report: Report) -> Group:
    """Counts of what was read, relations by type and status, and what was turned away and why."""
    return Group(_read(report), _relations(report["relations"]), _rejects(report["rejects"]))


def _read(report: Report) -> Table:
    table = _table("read", "")
    files = f"{report['files']:,}"
    beside = {"skipped": len(report["skipped"]), "repaired": len(report["repaired"])}
    notes = [f"{count:,} {what}" for what, count in beside.items() if count]
    table.add_row("files", f"{files} ({', '.join(notes)})" if notes else files)
    table.add_row("passages", f"{report['passages']:,}")
    table.add_row("mentions", f"{report['mentions']:,} of {report['concepts_named']:,} concepts")
    for status, count in report["concepts"].items():
        table.add_row(f"concepts, {status}", f"{count:,}")
    table.add_row("questions", f"{report['questions']:,}")
    return table


def _relations(relations: Mapping[str, Mapping[str, int]]) -> Table:
    table = _table("relations", *relations, "all")
    for type_ in sorted({type_ for counts in relations.values() for type_ in counts}):
        by_status = [counts.get(type_, 0) for counts in relations.values()]
        table.add_row(type_, *map(_number, by_status), _number(sum(by_status)))
    sums = [sum(counts.values()) for counts in relations.values()]
    table.add_section()
    table.add_row("all", *map(_number, sums), _number(sum(sums)))
    return table


def _rejects(rejects: Mapping[str, int]) -> Table:
    table = _table("rejected because", "")
    for reason, count in rejects.items():
        if count:
            table.add_row(reason.replace("_", " "), _number(count))
    table.add_section()
    table.add_row("all", _number(sum(rejects.values())))
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(title_justify="left", header_style="bold", min_width=40)
    table.add_column(first, no_wrap=True)
    for other in others:
        table.add_column(other, justify="right", no_wrap=True)
    return table


def _number(count: int) -> str:
    return f"{count:,}" if count else "·"
