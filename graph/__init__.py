"""Concepts, typed relations with evidence, and what can be computed on them."""
