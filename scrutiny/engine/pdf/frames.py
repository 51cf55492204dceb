"""How the web process, the printer and its children talk: one JSON header, then blobs of bytes; never
pickle.
"""

import json
import socket
import struct

# A header is small; anything longer means that the other end is not ours or has lost its place.
LONGEST_HEADER = 1_000_000


class Broken(Exception):
    """The other end went away, or what came is not a frame."""


def send(sock: socket.socket, header: dict, blobs: list[bytes] = ()) -> None:
    """Send one frame: `header` (what JSON can hold) and any number of `blobs`; raises OSError."""
    text = json.dumps({**header, "blobs": [len(blob) for blob in blobs]}).encode()
    sock.sendall(struct.pack("!I", len(text)) + text)
    for blob in blobs:
        sock.sendall(blob)


def receive(sock: socket.socket, most_bytes: int = 2**31) -> tuple[dict, list[bytes]]:
    """Receive one frame, at most `most_bytes` of blobs; raises Broken, or TimeoutError as the socket is
    set.
    """
    (length,) = struct.unpack("!I", _exactly(sock, 4))
    if length > LONGEST_HEADER:
        raise Broken("header too long")
    try:
        header = json.loads(_exactly(sock, length))
        sizes = [int(size) for size in header.pop("blobs")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Broken("not a frame") from error
    if sum(sizes) > most_bytes or any(size < 0 for size in sizes):
        raise Broken("too many bytes")
    return header, [_exactly(sock, size) for size in sizes]


def _exactly(sock: socket.socket, length: int) -> bytes:
    """Read exactly `length` bytes; raises Broken at an early end."""
    data = bytearray(length)
    view, done = memoryview(data), 0
    while done < length:
        count = sock.recv_into(view[done:])
        if not count:
            raise Broken("the other end went away")
        done += count
    return bytes(data)
