"""The ports: what the pipeline needs of the world, each as small as it can be; optional abilities are Protocols of their own."""

from syndicator.ports.cases import CaseRow, Judged
from syndicator.ports.engine import Engine, In, Out
from syndicator.ports.extracting import Extractor
from syndicator.ports.ledger import Checkpoint, LedgerReading, LedgerWriting, Signer
from syndicator.ports.mentioning import MentionReading, Mentions, MentionWriting
from syndicator.ports.messages import Mailer, Message, Notifier
from syndicator.ports.overview import Overview, PostRow, SourceRow
from syndicator.ports.people import Held, PeopleReading, PeopleWriting
from syndicator.ports.picturing import Fetched, Hosting, PictureReader, PictureStore, Upload, UploadState
from syndicator.ports.polling import Admitted, DueSource, Poll
from syndicator.ports.reading import FeedReader, FetchMemory, Page, PageReader, PageWatcher, Reading
from syndicator.ports.rendering import Block, Cleaner, Renderer
from syndicator.ports.sites import (
    UNREAD,
    Batching,
    Carrying,
    Flavoured,
    Gathering,
    Measuring,
    OpenSite,
    Readable,
    Searchable,
    SiteClient,
    SiteTools,
    Testable,
    Updatable,
    Withdrawable,
)
from syndicator.ports.storing import Claim, DueCase, Ended, Followed, Following, Store, StoredPost
from syndicator.ports.subscribing import Change, Hub, Push, SubscriptionReading, SubscriptionWriting
from syndicator.ports.terms import TermsChange, TermsPage, TermsWatch, Validators
from syndicator.ports.trials import TrialReading, TrialWriting

__all__ = [
    "UNREAD",
    "Admitted",
    "Batching",
    "Block",
    "Carrying",
    "CaseRow",
    "Change",
    "Checkpoint",
    "Claim",
    "Cleaner",
    "DueCase",
    "DueSource",
    "Ended",
    "Engine",
    "Extractor",
    "FeedReader",
    "FetchMemory",
    "Fetched",
    "Flavoured",
    "Followed",
    "Following",
    "Gathering",
    "Held",
    "Hosting",
    "Hub",
    "In",
    "Judged",
    "LedgerReading",
    "LedgerWriting",
    "Mailer",
    "Measuring",
    "MentionReading",
    "MentionWriting",
    "Mentions",
    "Message",
    "Notifier",
    "OpenSite",
    "Out",
    "Overview",
    "Page",
    "PageReader",
    "PageWatcher",
    "PeopleReading",
    "PeopleWriting",
    "PictureReader",
    "PictureStore",
    "Poll",
    "PostRow",
    "Push",
    "Readable",
    "Reading",
    "Renderer",
    "Searchable",
    "Signer",
    "SiteClient",
    "SiteTools",
    "SourceRow",
    "Store",
    "StoredPost",
    "SubscriptionReading",
    "SubscriptionWriting",
    "TermsChange",
    "TermsPage",
    "TermsWatch",
    "Testable",
    "TrialReading",
    "TrialWriting",
    "Updatable",
    "Upload",
    "UploadState",
    "Validators",
    "Withdrawable",
]
