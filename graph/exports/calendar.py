"""A schedule as an iCalendar file (RFC 5545)."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from hashlib import sha256

from graph.schedule import Schedule, Week

_OCTETS = 75


def ics_calendar(schedule: Schedule, goals: tuple[str, ...], names: Mapping[str, str]) -> str:
    """One all-day event a week, with its steps in the description. The same schedule gives the same text."""
    title = "Study: " + ", ".join(names[g] for g in goals)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gradus//Study path//EN", "CALSCALE:GREGORIAN"]
    for number, week in enumerate(schedule.weeks, 1):
        lines += _event(week, f"{title} ({number}/{len(schedule.weeks)})", goals)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(week: Week, title: str, goals: tuple[str, ...]) -> Iterator[str]:
    steps = "\n".join(f"{s.concept.name} {s.concept.name_zh}".strip() for s in week.steps)
    key = sha256(f"{goals} {week.start} {steps}".encode()).hexdigest()[:24]
    yield "BEGIN:VEVENT"
    yield f"UID:{key}@gradus"
    yield f"DTSTAMP:{week.start:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{week.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{week.end + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(title)}"
    yield f"DESCRIPTION:{_escaped(f'About {week.minutes} minutes (estimate)' + chr(10) + steps)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, cut between characters; each after the first begins with a space."""
    part = ""
    for char in line:
        if len((part + char).encode()) > _OCTETS:
            yield part
            part = " "
        part += char
    yield part
