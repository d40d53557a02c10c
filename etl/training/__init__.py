"""Learning from annotated passages: one command a model, deterministic, never run by a build."""
