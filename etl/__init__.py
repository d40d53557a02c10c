"""Notes in, knowledge graph out."""
