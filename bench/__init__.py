"""Reproducible measurements, never part of the tests."""
