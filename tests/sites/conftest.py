"""The fixtures of the sites' tests."""

from tests.sites.fixtures import clock, wordpress_fake

__all__ = ["clock", "wordpress_fake"]
