"""Markdown as real notes use it, read into blocks that know their lines."""
