"""What a person points at, as articles: a file, an address or standard input; a page, a feed, Markdown or plain text.

`load` is the face; `local` gives the text of a file alone. Whose article it is said to be comes from the configuration
where the address belongs to a source of it, else from what the document says about itself.
"""

from syndicator.targets.documents import Kind, document_html
from syndicator.targets.loading import Readers, Target, is_address, load, local, standard_input
from syndicator.targets.whose import configured_source

__all__ = ["Kind", "Readers", "Target", "configured_source", "document_html", "is_address", "load", "local", "standard_input"]
