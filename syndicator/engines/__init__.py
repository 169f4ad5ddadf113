"""Engines: what carries the steps. The same steps, other legs."""
