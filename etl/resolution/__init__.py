"""From what single notes state to one graph, whatever the order of the notes."""
