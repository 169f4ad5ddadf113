"""The demonstration: eight invented publishers on one small local server, and the real daemon between them and three sites."""
