"""One file a step, in the order of their numbers; a step once released never changes."""
