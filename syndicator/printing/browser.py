"""The browser: which one is here, and running it for one thing, without a network and with a profile that is thrown away."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
_QUIET = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--mute-audio",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-dev-shm-usage",
)  # fmt: skip
_NOBODY = "nobody"


def browser() -> str:
    """The path of a browser, "" where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), "")


def run_trusting(program: str, folder: Path, words: Sequence[str], within: float) -> int:
    """Run it on a page of ours; its exit code. Raises OSError, and TimeoutError where it does not end within so many seconds."""
    # Chromium's sandbox needs an unprivileged user; what is loaded is ours alone, and runs no script.
    unboxed = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return _run([program, *_QUIET, *unboxed, f"--user-data-dir={folder}/profile", *words], folder, within, None)


def run_confined(program: str, folder: Path, words: Sequence[str], within: float) -> int:
    """Run it on what strangers wrote: always in its sandbox, and never as root, for whom that sandbox is not.

    The folder is handed to whoever it runs as. Raises what `run_trusting` raises, and LookupError where there is no such user.
    """
    user = pwd.getpwnam(_NOBODY) if os.geteuid() == 0 else None
    if user is not None:
        for path in (folder, *folder.iterdir()):
            os.chown(path, user.pw_uid, user.pw_gid)
    return _run([program, *_QUIET, f"--user-data-dir={folder}/profile", *words], folder, within, user)


def _run(command: Sequence[str], folder: Path, within: float, user: pwd.struct_passwd | None) -> int:
    """With a home of its own and nothing of our environment: secrets may stand there. All of its processes end with it."""
    told = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    quiet = subprocess.DEVNULL
    groups: list[int] | None = [] if user else None
    started = subprocess.Popen(  # noqa: S603  # found on PATH, our own arguments
        command, stdin=quiet, stdout=quiet, stderr=quiet, env=told, cwd=folder, start_new_session=True,
        user=user.pw_uid if user else None, group=user.pw_gid if user else None, extra_groups=groups,
    )  # fmt: skip
    try:
        return started.wait(within)
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"it did not end within {within:.0f} seconds") from None
    finally:
        _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):  # PermissionError: on some systems, where only zombies are left
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
