"""Concepts that notes name and the lexicon does not know."""
