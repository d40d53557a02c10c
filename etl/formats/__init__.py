"""Notes that are not Markdown, read into Markdown whose lines know their line of the file."""
