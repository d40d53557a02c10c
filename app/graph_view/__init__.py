"""The interactive graph: what is shown, where it stands, and the component that draws it."""
