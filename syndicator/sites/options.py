"""The options of one site, checked together: every problem is found in one pass and told in one line."""

from collections.abc import Mapping
from difflib import get_close_matches

from syndicator.core.places import Site
from syndicator.errors import SettingsError


class Options:
    """Takes a kind's options by name and type; `done` raises SettingsError with all problems, unknown names included."""

    def __init__(self, site: Site, given: Mapping[str, object]) -> None:
        self._site = site
        self._given = given
        self._known: list[str] = []
        self._problems: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """A string; without a default it is required and must not be empty."""
        value = self._take(name)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        self.wrong(f"“{name}” is required" if value is None else f"“{name}” must be a text, not {value!r}")
        return ""

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words; the first is the default."""
        value = self._take(name)
        if value is None:
            return allowed[0]
        if isinstance(value, str) and value in allowed:
            return value
        self.wrong(f"“{name}” must be one of {', '.join(allowed)}, not {value!r}")
        return allowed[0]

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self._take(name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.wrong(f"“{name}” must be true or false, not {value!r}")
        return default

    def count(self, name: str, default: int) -> int:
        """A whole number of at least 1; the default may be 0, for none."""
        value = self._take(name)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self.wrong(f"“{name}” must be a whole number of at least 1, not {value!r}")
        return default

    def names(self, name: str) -> tuple[str | int, ...]:
        """A list of names or numbers; empty by default."""
        value = self._take(name)
        if value is None:
            return ()
        if isinstance(value, list | tuple) and all(isinstance(v, str | int) and not isinstance(v, bool) and v != "" for v in value):
            return tuple(value)
        self.wrong(f"“{name}” must be a list of names or numbers, not {value!r}")
        return ()

    def wrong(self, problem: str) -> None:
        """Add a problem the kind itself found."""
        self._problems.append(f"site “{self._site.id}” ({self._site.kind}): {problem}")

    def done(self) -> None:
        """Raise SettingsError if anything was wrong."""
        for name in sorted(set(self._given) - set(self._known)):
            near = get_close_matches(name, self._known, n=1)
            known = f"did you mean “{near[0]}”?" if near else f"known: {', '.join(self._known) or 'none'}"
            self.wrong(f"there is no option “{name}”; {known}")
        if self._problems:
            raise SettingsError(*self._problems)

    def _take(self, name: str) -> object:
        self._known.append(name)
        return self._given.get(name)
