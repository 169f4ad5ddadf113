"""What went wrong on the wire, in our words: those of the libraries quote whole addresses."""

import socket
import ssl
from http.client import IncompleteRead, InvalidURL, RemoteDisconnected

from urllib3.exceptions import DecodeError


def no_address(error: BaseException) -> bool:
    """Whether what was asked for is no address: `requests` and http.client say so with one kind of ValueError or another."""
    return isinstance(error, ValueError | InvalidURL) and not isinstance(error, ssl.SSLError)  # a bad certificate is a ValueError, too


def reason(error: BaseException, timeout: float) -> str:
    """What went wrong, from the deepest cause."""
    chain = _causes(error)
    for cause in chain:
        if isinstance(cause, socket.gaierror):
            return "the name of the host cannot be resolved"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate is not valid ({cause.verify_message})"
    if any(isinstance(c, ssl.SSLError) for c in chain):
        return "the secure connection failed"
    if any(isinstance(c, TimeoutError) for c in chain):
        return f"no answer within {timeout:g} seconds"
    if any(isinstance(c, DecodeError) for c in chain):
        return "the body cannot be decompressed"
    if any(isinstance(c, IncompleteRead) for c in chain):
        return "the answer ended early"
    spoken = [c.strerror for c in chain if isinstance(c, OSError) and isinstance(c.strerror, str)]
    return f"the connection failed ({spoken[-1]})" if spoken else f"the answer cannot be read ({type(chain[-1]).__name__})"


def unanswered(error: BaseException) -> bool:
    """Whether the other side closed the connection and said nothing."""
    return any(isinstance(cause, RemoteDisconnected | ConnectionResetError | BrokenPipeError) for cause in _causes(error))


def _causes(error: BaseException) -> list[BaseException]:
    """An exception with all it wraps: causes, contexts, and those handed on as arguments."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < 20:  # a chain is short; a circle must end
        one = waiting.pop(0)
        if one in found:
            continue
        found.append(one)
        inner = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
        waiting.extend(x for x in inner if isinstance(x, BaseException))
    return found
