"""Every setting tells where its value came from, and no secret tells itself."""

from syndicator.settings import origins, read
from tests.settings.conftest import ENVIRON, GOOD


def told(file, environ=ENVIRON):
    return {origin.key: (origin.value, origin.origin.replace(f"{file}:", "line ")) for origin in origins(read(file, environ))}


def test_values_are_told_with_line_default_or_variable(good):
    """The three places a value can come from."""
    found = told(good, ENVIRON | {"SYNDICATOR_LOG_LEVEL": "error"})
    assert (3, "line 4") == found["fetch.workers"]
    assert ("10s", "default") == found["fetch.timeout"]
    assert ("error", "environment SYNDICATOR_LOG_LEVEL") == found["log.level"]
    assert ("1h30m", "line 10") == found["source[quay].cadence"]
    assert ("latest:5", "line 12") == found["source[quay].on_first_poll"]
    assert ("22:00-07:00", "line 35") == found["route[1].quiet"]
    assert (None, "default") == found["source[pier].language"]


def test_secrets_are_never_told(write):
    """Neither a credential, nor a DSN, nor an option that looks like a secret."""
    file = write(GOOD.replace('env = "SQUARE_PASSWORD"', 'text = "open sesame"').replace('user = "bot"', 'user = "bot"\napi_token = "abc"'))
    found = told(file, ENVIRON | {"SYNDICATOR_SENTRY_DSN": "https://key@sentry.test/1"})
    assert ("***", "line 24") == found["site[square].credential"]
    assert ("***", "line 27") == found["site[square].options.api_token"]
    assert ("***", "environment SYNDICATOR_SENTRY_DSN") == found["sentry.dsn"]
    assert ("bot", "line 26") == found["site[square].options.user"]
    assert not [word for word in ("open sesame", "abc", "key@") if word in str(found)]
