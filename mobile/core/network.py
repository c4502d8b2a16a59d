"""Whether the phone is on a network, and whether on another than before: without sending anything."""

import contextlib
import socket

# Of the blocks for documentation (RFC 5737, RFC 3849): a route to them is a route to anywhere, and nobody is there.
_ANYWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
_DISCARD = 9

Network = tuple[str, ...]


def network() -> Network:
    """The phone's own addresses towards the internet; none without a network.

    Connecting a datagram socket sends nothing: the system only looks up by which way it would go.
    """
    found = []
    for family, host in _ANYWHERE:
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as way:
            way.connect((host, _DISCARD))
            found.append(str(way.getsockname()[0]))
    return tuple(found)
