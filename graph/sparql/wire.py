"""What server and worker process say to each other: JSON, with a length before it."""

import json
import socket
import struct
from typing import Any

_LENGTH = struct.Struct("!I")


def send(channel: socket.socket, message: dict[str, Any], descriptor: int | None = None) -> None:
    """Send a message, and with it a file to write to."""
    body = json.dumps(message).encode()
    length = _LENGTH.pack(len(body))
    if descriptor is None:
        channel.sendall(length + body)
    else:
        socket.send_fds(channel, [length], [descriptor])
        channel.sendall(body)


def receive(channel: socket.socket) -> tuple[dict[str, Any], int | None]:
    """Receive a message, and the file that came with it.

    Raises:
        EOFError: the other side is gone.
    """
    length, descriptors, _, _ = socket.recv_fds(channel, _LENGTH.size, 1)
    length += _exactly(channel, _LENGTH.size - len(length))
    message: dict[str, Any] = json.loads(_exactly(channel, _LENGTH.unpack(length)[0]))
    return message, descriptors[0] if descriptors else None


def _exactly(channel: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        piece = channel.recv(size - len(found))
        if not piece:
            raise EOFError
        found += piece
    return found
