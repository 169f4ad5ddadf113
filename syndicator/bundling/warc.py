"""Pages as WARC records (ISO 28500): what every web archive can open."""

from collections.abc import Iterable
from io import BytesIO

from warcio.warcwriter import WARCWriter

from syndicator import __version__
from syndicator.bundling.gathering import Snapshot
from syndicator.core.markup import one_line


def archived(snapshots: Iterable[Snapshot]) -> bytes:
    """A WARC file, compressed record by record; pages are `resource` records, since what is kept is their text, not the exchange.

    What was kept of an answer's headers (those that speak of rights or robots) is a `metadata` record that refers to its page (§6.5).
    """
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    info = {"software": f"syndicator/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record("evidence.warc.gz", info))
    for one in snapshots:
        headers = {"WARC-Date": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"), "Syndicator-Kind": one.kind}
        kind = "text/html; charset=utf-8"
        record = writer.create_warc_record(
            one.url or "urn:syndicator:unknown", "resource", BytesIO(one.text), len(one.text), kind, warc_headers_dict=headers
        )
        writer.write_record(record)
        if one.headers:
            _write_headers(writer, one, record.rec_headers.get_header("WARC-Record-ID"))
    return buffer.getvalue()


def _write_headers(writer: WARCWriter, page: Snapshot, record_id: str) -> None:
    lines = "".join(f"{one_line(name)}: {one_line(value)}\r\n" for name, value in page.headers).encode("utf-8", "replace")
    told = {"WARC-Date": page.at.strftime("%Y-%m-%dT%H:%M:%SZ"), "WARC-Refers-To": record_id, "Syndicator-Kind": page.kind}
    kind = "application/warc-fields"
    where = page.url or "urn:syndicator:unknown"
    writer.write_record(writer.create_warc_record(where, "metadata", BytesIO(lines), len(lines), kind, warc_headers_dict=told))
