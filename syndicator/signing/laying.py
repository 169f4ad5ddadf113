"""Laying a small text beside or far from the store: whole or not at all, whoever reads it meanwhile."""

import os
from pathlib import Path


def replace_file(path: Path, text: str) -> None:
    """Put a text into a file, through a neighbour that takes its place; raises OSError."""
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
