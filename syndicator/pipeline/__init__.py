"""The five steps."""
