"""Places where a knowledge graph can be queried: an embedded one, and Neo4j."""
