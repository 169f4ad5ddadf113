"""What stands at a path; a folder that is closed to us is told, and is no crash."""

import stat
from pathlib import Path
from typing import Literal

from syndicator.errors import SettingsError

Standing = Literal["file", "folder", "nothing"]


def standing(path: Path) -> Standing:
    """What stands there, a pipe being as good as a file; SettingsError where we may not look, which is not the same as nothing."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    except OSError as error:
        raise SettingsError(f"{path}: cannot be looked at ({error.strerror})") from None
    return "folder" if stat.S_ISDIR(mode) else "file"
