"""Real WordPress servers: which there are, which the scripts can start, and one without any post."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests

# What the script is told, by the name under which its server is known: three versions, two databases, and PHP in a browser's engine.
STACKS = {
    "wordpress": ("wordpress", {}),
    "wordpress-bookworm": ("wordpress", {"WP_SUITE": "bookworm"}),
    "wordpress-sid-sqlite": ("wordpress", {"WP_SUITE": "sid", "WP_DB": "sqlite", "WP_HTTP": "php"}),
    "wordpress-playground": ("wordpress-playground", {}),
}


def known() -> list[str]:
    """The names of the WordPress servers that run already, as files in SYNDICATOR_LIVE tell."""
    folder = Path(os.environ.get("SYNDICATOR_LIVE") or "/nonexistent")
    return sorted(file.stem for file in folder.glob("*.json") if json.loads(file.read_text("utf-8")).get("kind") == "wordpress")


def stacks() -> list[str]:
    """The servers to test against: all that run already, else those that SYNDICATOR_STACKS names (the first of them, or `all`)."""
    wanted = os.environ.get("SYNDICATOR_STACKS", "wordpress")
    return known() or (list(STACKS) if wanted == "all" else wanted.split())


def all_posts(server: dict[str, Any], *statuses: str) -> list[dict[str, Any]]:
    """Every post in one of these states, as the administrator sees it."""
    return [post for status in statuses or ("any",) for post in _listed(server, status)]


def without_posts(server: dict[str, Any]) -> dict[str, Any]:
    """The server without any post, in the trash or out of it."""
    for post in all_posts(server, "any", "trash"):
        where = f"{server['rest_url']}/posts/{post['id']}"
        requests.delete(where, params={"force": "true"}, auth=_administrator(server), timeout=60)
    return server


def library(server: dict[str, Any]) -> list[dict[str, Any]]:
    """What lies in the media library."""
    wanted = {"per_page": "100", "_fields": "id,slug,source_url"}
    return list(requests.get(f"{server['rest_url']}/media", params=wanted, auth=_administrator(server), timeout=60).json())


def without_pictures(server: dict[str, Any]) -> dict[str, Any]:
    """The server with an empty media library."""
    for item in library(server):
        where = f"{server['rest_url']}/media/{item['id']}"
        requests.delete(where, params={"force": "true"}, auth=_administrator(server), timeout=60)
    return server


def _listed(server: dict[str, Any], status: str) -> Iterator[dict[str, Any]]:
    wanted = {"status": status, "per_page": "100", "_fields": "id,status,link,title"}
    yield from requests.get(f"{server['rest_url']}/posts", params=wanted, auth=_administrator(server), timeout=60).json()


def _administrator(server: dict[str, Any]) -> tuple[str, str]:
    return "admin", str(server["users"]["admin"]["app_password"])
