"""Relations that a language model proposes, if one is asked for; nothing else needs it."""
