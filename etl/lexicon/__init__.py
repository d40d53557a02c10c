"""The lexicon: curated concepts, relations, prerequisites and look-alikes, as TOML by area."""
