"""Concepts named in passages: tokenizer, matcher, and what decides a name with two meanings."""
