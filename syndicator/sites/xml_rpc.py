"""XML-RPC (xmlrpc.com/spec.md) over our own client: what a call is written as, and what an answer says.

Answers are hostile: they are read as a small tree with bounds, without entities or declarations of their own, and every value
becomes text, a truth value, a list or a mapping.
"""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from syndicator.core import xmltree
from syndicator.core.xmltree import Node
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater
from syndicator.sites.answers import Answer, short
from syndicator.sites.client import Body, HttpClient

LONGEST = 20_000_000  # bytes of an answer: a list of a hundred whole articles
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2
_ENVELOPE = "<methodResponse"
_CREDENTIAL = "check the user name, the password, and that the user may publish posts"
_NO_METHOD = "let the site take posts over XML-RPC (metaWeblog), or use another kind for it"
Value = str | bool | bytes | Sequence["Value"] | Mapping[str, "Value"]
NOT_ALLOWED, NO_SUCH_METHOD = 401, -32601  # codes of faults; 403 is a wrong user or password


class Refused(Rejected):
    """A method answered with the fault `code`: it will not do this."""

    def __init__(self, why: str, remedy: str, code: int) -> None:
        super().__init__(why, remedy)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fault:
    """What a method answers that did not do what was asked."""

    code: int
    words: str


def called(method: str, parameters: Sequence[Value]) -> Body:
    """A call as it is sent."""
    written = "".join(f"<param>{_written(one)}</param>" for one in parameters)
    document = f'<?xml version="1.0"?><methodCall><methodName>{escape(method)}</methodName><params>{written}</params></methodCall>'
    return Body(document.encode(), "text/xml; charset=utf-8")


class XmlRpc:
    """Calls methods at one endpoint."""

    def __init__(self, http: HttpClient, endpoint: str) -> None:
        self.http = http
        self.endpoint = endpoint

    def ask(self, method: str, *parameters: Value) -> object:
        """What a method that changes nothing answers; raises RetryLater where that is no answer."""
        answer = self.http.ask(self.endpoint, method="POST", payload=called(method, parameters), headers={"Accept": "text/xml"})
        return self._result(method, answer, wrote=False)

    def tell(self, method: str, *parameters: Value) -> object:
        """What a method that changes something answers; raises OutcomeUnknown where that is no answer."""
        answer = self.http.tell("POST", self.endpoint, payload=called(method, parameters), headers={"Accept": "text/xml"})
        return self._result(method, answer, wrote=True)

    def _result(self, method: str, answer: Answer, *, wrote: bool) -> object:
        said = f"{method} at {answer.asked.partition(' ')[2]}"
        if answer.status in (404, 405, 410):
            raise Rejected(f"{said} answered {answer.status}: {answer.words}", _NO_METHOD)
        found = read_answer(self.http.accept(answer, wrote=wrote).body)
        if found is None:
            lost = f"{said} answered {answer.status} with something that is no answer of XML-RPC"
            raise OutcomeUnknown(lost) if wrote else RetryLater(lost)
        if isinstance(found, Fault):
            _refused(f"{said} answered {found.code}: {short(found.words, answer.hide)}", found.code)
        return found


def read_answer(body: bytes) -> object:
    """The value that a method answered, or its Fault; None for anything else. What servers print before it is left out."""
    text = body.decode("utf-8", "replace")
    at = text.find(_ENVELOPE)
    root = xmltree.read(text[at:], LONGEST) if at >= 0 else None
    if root is None:
        return None
    inner = _only(root)
    if inner is not None and inner.name == "fault":
        told = _value(_only(inner))
        return Fault(_number(told.get("faultCode")), str(told.get("faultString", ""))) if isinstance(told, dict) else None
    value = _only(_only(inner)) if inner is not None and inner.name == "params" else None
    return _value(value)


def _refused(said: str, code: int) -> None:
    """A fault is an answer of the program itself: it did nothing. Codes are those of HTTP, or below 0 those of the wire."""
    if code == 404:
        raise Gone(said)
    if code in (429, 503):
        raise RetryLater(said)
    if code in (401, 403):
        raise Refused(said, _CREDENTIAL, code)
    raise Refused(said, _NO_METHOD if code in (405, NO_SUCH_METHOD) else "", code)


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return f"<value><boolean>{int(value)}</boolean></value>"
    if isinstance(value, bytes):
        return f"<value><base64>{base64.b64encode(value).decode()}</base64></value>"
    if isinstance(value, str):
        return f"<value><string>{escape(_NOT_XML.sub(' ', value), quote=False)}</string></value>"
    if isinstance(value, Mapping):
        members = "".join(f"<member><name>{escape(name)}</name>{_written(one)}</member>" for name, one in value.items())
        return f"<value><struct>{members}</struct></value>"
    return f"<value><array><data>{''.join(map(_written, value))}</data></array></value>"


def _value(node: Node | None) -> object:
    """What stands in a `<value>`: whatever its type is called, a plain one is its text."""
    if node is None or node.name != "value":
        return None
    typed = _only(node)
    if typed is None:
        return node.text
    if typed.name == "struct":
        return dict(_members(typed))
    if typed.name == "array":
        data = _only(typed)
        return [_value(one) for one in data.children] if data is not None else []
    if typed.name == "boolean":
        return typed.text.strip() == "1"
    return typed.text


def _members(struct: Node) -> list[tuple[str, object]]:
    pairs = [({part.name: part for part in member.children}) for member in struct.children if member.name == "member"]
    return [(pair["name"].text, _value(pair.get("value"))) for pair in pairs if "name" in pair]


def _only(node: Node | None) -> Node | None:
    return node.children[0] if node is not None and node.children else None


def _number(value: object) -> int:
    text = str(value).strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else 0
