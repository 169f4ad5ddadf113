"""docs/measured.json, written from trials of real servers: `SYNDICATOR_LIVE=FOLDER python -m tests.live.measuring`, or `make measured`.

FOLDER holds a file NAME.json for each server, as the script that started it printed it. Every one is given to
`syndicator sites test`, as its operator would; what that found takes the place of what stood for the same kind and server.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.house.sites import MEASURED
from tests.live.killing import ROOT

_HEAD = 'data = "data"\n[fetch]\ncontact = "desk@riverside.example"\nallow_private = ["127.0.0.1"]\n'


def sites(server: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """The sites at a server: what to call one, its kind, its credential and its options in TOML."""
    kind, base = server["kind"], server["base_url"]
    if kind == "wordpress":
        for name in ("author", "admin"):
            yield f"as {name}", kind, server["users"][name]["app_password"], f'user = "{name}"'
        yield "as author", "metaweblog", server["users"]["author"]["app_password"], 'user = "author"'
    if kind == "ghost":
        yield "", kind, server["admin_api_key"], ""
    if kind == "mastodon-api":
        yield "", "mastodon", server["access_token"], ""
    if kind == "bluesky-pds":
        yield "", "bluesky", server["user"]["app_password"], f'handle = "{server["user"]["handle"]}"'
    if kind == "matrix-synapse":
        yield "", "matrix", server["access_token"], f'room = "{server["room_id"]}"'
    if kind == "micropub":
        yield "", kind, server["access_token"], f'permalink = "{base}/post/{{slug}}"'


def software(server: dict[str, Any]) -> str:
    """Name, version and what it runs on, as its script tells."""
    name = {"wordpress": "WordPress", "ghost": "Ghost", "mastodon-api": "snac", "bluesky-pds": "@atproto/pds"}.get(server["kind"])
    name = name or {"matrix-synapse": "Synapse"}.get(server["kind"]) or str(server.get("server", server["kind"]))
    version = str(server["version"]).rpartition("snac/")[2].strip("()")
    beneath = [_BENEATH.get(server[part], str(server[part])) for part in ("db", "http", "engine") if part in server]
    php = [f"PHP {server['php']}"] if "php" in server else []
    on = f" ({', '.join([*beneath, *php])})" if beneath or php else ""
    return f"{name} {version}{on}"


_BENEATH = {"mariadb": "MariaDB", "sqlite": "SQLite", "fpm": "nginx and PHP-FPM", "php": "PHP's own server", "playground": "Playground"}


def tried(server: dict[str, Any], kind: str, secret: str, options: str) -> dict[str, Any]:
    """What `syndicator sites test --json` says of one site."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "secret").write_text(secret, "utf-8")
        (Path(folder) / "secret").chmod(0o600)
        file = Path(folder) / "syndicator.toml"
        file.write_text(
            f'{_HEAD}[[site]]\nid = "place"\nkind = "{kind}"\naddress = "{server["base_url"]}/"\nuse = "community"\n'
            f'credential = {{ file = "secret" }}\noptions = {{ {options} }}\n', "utf-8",
        )  # fmt: skip
        command = [sys.executable, "-m", "syndicator", "--config", file, "sites", "test", "--json"]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300)
        if done.returncode > 1:
            raise SystemExit(done.stderr)
        return dict(json.loads(done.stdout)["sites"]["place"])


def measure(folder: Path) -> list[dict[str, Any]]:
    """Every server of the folder, tried."""
    found = []
    for file in sorted(folder.glob("*.json")):
        server = json.loads(file.read_text(encoding="utf-8"))
        for role, kind, secret, options in sites(server):
            trial = tried(server, kind, secret, options)
            measured = {name: value for name, value in trial["measured"].items() if name != "server"}
            told = {"kind": kind, "server": software(server), "role": role, "on": trial["at"][:10], "ok": trial["ok"]}
            found.append(told | measured)
    return found


if __name__ == "__main__":
    known = {(one["kind"], one["server"], one["role"]): one for one in json.loads(MEASURED.read_text("utf-8"))} if MEASURED.exists() else {}
    known |= {(one["kind"], one["server"], one["role"]): one for one in measure(Path(os.environ["SYNDICATOR_LIVE"]))}
    lines = ",\n".join(json.dumps(known[key], ensure_ascii=False) for key in sorted(known))
    MEASURED.write_text(f"[\n{lines}\n]\n", "utf-8")
