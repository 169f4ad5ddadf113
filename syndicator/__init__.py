"""Reposts news articles only when their terms allow it, proves that it did so, and keeps it true."""

__version__ = "0.1.0"
