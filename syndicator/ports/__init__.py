"""The ports: what the pipeline needs of the world, each as small as it can be; optional abilities are Protocols of their own."""

from syndicator.ports.engine import Engine, In, Out
from syndicator.ports.overview import CaseRow, Overview, PostRow, SourceRow
from syndicator.ports.reading import FeedReader, FetchMemory, Page, PageReader, Reading
from syndicator.ports.rendering import Cleaner, Renderer
from syndicator.ports.sites import OpenSite, Readable, Searchable, SiteClient, SiteTools, Testable, Updatable, Withdrawable
from syndicator.ports.storing import Admitted, Claim, DueCase, DueSource, Followed, Store, StoredPost

__all__ = [
    "Admitted",
    "CaseRow",
    "Claim",
    "Cleaner",
    "DueCase",
    "DueSource",
    "Engine",
    "FeedReader",
    "FetchMemory",
    "Followed",
    "In",
    "OpenSite",
    "Out",
    "Overview",
    "Page",
    "PageReader",
    "PostRow",
    "Readable",
    "Reading",
    "Renderer",
    "Searchable",
    "SiteClient",
    "SiteTools",
    "SourceRow",
    "Store",
    "StoredPost",
    "Testable",
    "Updatable",
    "Withdrawable",
]
