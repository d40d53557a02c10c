"""Relations that passages state: rules over sentences and over the structure of notes."""
