"""One redaction for logs and Sentry: credentials are cut, article bodies are dropped, hostile text stays on its line."""

import re
import traceback
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import Enum
from pathlib import PurePath
from urllib.parse import quote, quote_plus, unquote

CUT = "***"
_LONGEST = 500  # characters; an honest message is shorter; a longer one quotes somebody's article or page
_DEEPEST = 12

# Keys under which the rooms hand articles about; nobody needs them to understand what happened.
_BODIES = frozenset({"html", "text", "body", "page", "content"})
_NAMED_SO = "password|passwd|passphrase|secret|token|api[_-]?key|signature|credential|authorization|cookie|private[_-]?key"
_SECRET_NAME = re.compile(rf"(?i){_NAMED_SO}|(?:^|[_.-])(?:key|pwd|sig|auth|dsn|jwt|code)(?:$|[_.-])")

_USERINFO = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{0,20}://)[^\s/?#\"'<>]*@")
_PARAMETER = re.compile(r"([?&;])([^=&#\s?;]{1,80})=([^&#\s\"'<>]+)")
_HEADER = re.compile(r"(?im)\b((?:proxy-)?authorization|(?:set-)?cookie)([\"']?\s*[:=]\s*)([\"']?)[^\"'\r\n]+")
_PAIR = re.compile(
    rf"(?i)((?:{_NAMED_SO})[\w.-]{{0,40}}[\"']?\s{{0,9}}[=:]\s{{0,9}})(?:b?\"[^\"]*\"|b?'[^']*'|(?!\*\*\*)[^\s,;&\"')}}\]]+)",
)
_BEARER = re.compile(r"(?i)\b(bearer|token)\s+[a-z0-9._~+/=-]{8,}|\b(basic)\s+(?=(?-i:\S*[0-9A-Z=]))[A-Za-z0-9+/=_-]{8,}")
_APPLICATION_PASSWORD = re.compile(r"\b(?:[A-Za-z0-9]{4} ){5}[A-Za-z0-9]{4}\b")  # as WordPress prints them
_SQL_PARAMETERS = re.compile(r"\[parameters: .*")  # SQLAlchemy quotes the values of a failed statement
# C0 and C1 controls end or rewrite a line on a terminal; the bidirectional ones turn its reading round (UAX #9).
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Redactor:
    """Makes values safe to leave the process.

    `secrets` are values known to be secret (site credentials): they are cut wherever they stand, also percent-encoded.
    Objects other than plain data are named by their type, never spelled out.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets if len(secret) >= 4 for form in (secret, quote(secret, safe=""), quote_plus(secret))}
        self._known = re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))) if forms else None

    def __repr__(self) -> str:
        return "Redactor()"

    def text(self, text: str) -> str:
        """A string without credentials and control characters, clipped to what a message needs."""
        length, text = len(text), text[: 20 * _LONGEST]
        if self._known:
            text = self._known.sub(CUT, text)
        text = _USERINFO.sub(rf"\1{CUT}@", text)
        text = _HEADER.sub(rf"\1\2\3{CUT}", text)
        text = _PARAMETER.sub(_parameter, text)
        text = _PAIR.sub(rf"\1{CUT}", text)
        text = _BEARER.sub(lambda m: f"{m[1] or m[2]} {CUT}", text)
        text = _APPLICATION_PASSWORD.sub(CUT, text)
        text = _SQL_PARAMETERS.sub(f"[parameters: {CUT}]", text)
        text = _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", text)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({length} characters)"

    def traceback(self, error: BaseException) -> str:
        """Where an error came from, causes first: lines of code without known secrets, each message as `text`."""
        parts: list[str] = []
        current: BaseException | None = error
        while current is not None and len(parts) < _DEEPEST:
            where = "".join(traceback.format_tb(current.__traceback__))
            where = self._known.sub(CUT, where) if self._known else where
            parts.insert(0, f"{where}{type(current).__qualname__}: {self.text(str(current))}")
            current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
        return "\n\n".join(parts)

    def value(self, value: object, depth: int = 0) -> object:
        """Plain data without credentials and bodies: strings, numbers, lists and mappings, whatever came in."""
        if isinstance(value, Enum):
            return self.text(str(value))
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str | date | timedelta | PurePath | BaseException):
            return self.text(str(value))
        if depth < _DEEPEST:
            if isinstance(value, Mapping):
                return self.mapping(value, depth + 1)
            if isinstance(value, list | tuple | set | frozenset):
                return [self.value(item, depth + 1) for item in value]
        return f"<{type(value).__name__}>"

    def mapping(self, fields: Mapping[str, object], depth: int = 0) -> dict[str, object]:
        """A mapping without credentials and bodies: secret names keep only their name, bodies are left out."""
        kept = ((self.text(str(key)), item) for key, item in fields.items() if str(key).lower() not in _BODIES)
        return {key: CUT if item and names_secret(key) else self.value(item, depth) for key, item in kept}


def names_secret(name: str) -> bool:
    """Whether a key, parameter or variable of this name holds a credential."""
    return bool(_SECRET_NAME.search(name))


def _parameter(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}={CUT}" if names_secret(unquote(found[2])) else found[0]
