"""What reaches syndicator from outside: a small web server beside the daemon. Everybody can call it, and nobody is believed."""

from syndicator.web.server import beside

__all__ = ["beside"]
