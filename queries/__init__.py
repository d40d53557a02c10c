"""Named and free Cypher: what is safe to run, and running it."""
