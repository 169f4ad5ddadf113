"""The face of the package: one sorted list, and it tells the truth."""

import subprocess
import sys
from types import ModuleType

import syndicator
from tests.house.project import ROOT


def test_the_list_is_sorted() -> None:
    """A name has one place in the list."""
    assert sorted(set(syndicator.__all__)) == list(syndicator.__all__)


def test_the_list_is_what_there_is() -> None:
    """Every public name is in the list, and every name in the list exists."""
    public = {name for name, value in vars(syndicator).items() if not name.startswith("_") and not isinstance(value, ModuleType)}
    missing = [name for name in syndicator.__all__ if not hasattr(syndicator, name)]
    assert (set(), []) == (public - set(syndicator.__all__), missing)
    assert list(syndicator.__all__) == sorted(syndicator._ROOMS)
    assert not hasattr(syndicator, "nothing")


def test_every_name_is_ours_and_explained() -> None:
    """Nothing of another library is handed on, and each class and function says its promise."""
    things = {name: getattr(syndicator, name) for name in syndicator.__all__ if name != "__version__"}
    foreign = [name for name, thing in things.items() if not getattr(thing, "__module__", "syndicator").startswith("syndicator")]
    silent = [name for name, thing in things.items() if callable(thing) and not (thing.__doc__ or "").strip()]
    assert ([], []) == (foreign, silent)


def test_importing_it_is_quiet_and_does_not_touch_the_network() -> None:
    """Importing opens no socket, prints nothing and warns of nothing."""
    code = "import socket\ndef no(*a, **k): raise SystemExit('a socket was opened')\nsocket.socket.connect = no\nimport syndicator"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
