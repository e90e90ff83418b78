"""HTTP over many connections at once, with nothing but Python.

A request either has an answer or raises `Unanswered`: no request is ever sent a second time behind
the caller's back, so that what was acknowledged can be counted.
"""

import asyncio
import json
import os
import urllib.parse


class Unanswered(Exception):
    """The connection ended before the answer was whole."""


class Connection:
    """One connection to the service, kept alive, with one request under way at a time."""

    def __init__(self, url, token):
        place = urllib.parse.urlsplit(url)
        self.host, self.port = place.hostname, place.port or 80
        self.head = (
            f"Host: {place.netloc}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        )
        self.reader = self.writer = None

    async def call(self, method, path, body=None):
        """Sends one request and returns (status, the JSON that answers it)."""
        data = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\n{self.head}{len(data)}\r\n\r\n"
        try:
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
            self.writer.write(head.encode() + data)
            return await self.answer()
        except (OSError, asyncio.IncompleteReadError) as error:
            self.close()
            raise Unanswered(f"{method} {path}: {error or type(error).__name__}") from None

    async def answer(self):
        lines = (await self.reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        length, ends = 0, False
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            if name.lower() == b"connection":
                ends = value.strip().lower() == b"close"
        data = await self.reader.readexactly(length)
        if ends:
            self.close()
        return int(lines[0].split()[1]), json.loads(data) if data else None

    def close(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


def service():
    """The service's address and token, out of the environment."""
    return os.environ["WALLET_SERVICE_URL"], os.environ["ACCESS_TOKEN"]
