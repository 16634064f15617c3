"""A connection with an end to waiting, to an address that was checked before."""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from soesmart.strategy.pulling.addresses import Place

LONGEST_SILENCE = 10.0  # seconds without a byte
MOST_ADDRESSES = 2  # of one name


class Patience:
    """An end to waiting that a server which sends a byte now and then cannot put off: the connection is cut."""

    def __init__(self) -> None:
        self.is_over = False
        self._socket: socket.socket | None = None

    def hold(self, connection: socket.socket) -> None:
        self._socket = connection
        if self.is_over:
            self.end()

    def end(self) -> None:
        self.is_over = True
        if self._socket is not None:
            with suppress(OSError):
                # Of the plain socket: the one of TLS would forget its state under the thread that reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@contextmanager
def patience(seconds: float) -> Iterator[Patience]:
    """One span of waiting for all that is fetched within."""
    given = Patience()
    timer = threading.Timer(seconds, given.end)
    timer.daemon = True
    timer.start()
    try:
        yield given
    finally:
        timer.cancel()


class Connection(http.client.HTTPConnection):
    """A connection to the address that was checked, under the name that was asked for."""

    def __init__(self, place: Place, numbers: list[str], waiting: Patience) -> None:
        super().__init__(place.host, place.port, timeout=LONGEST_SILENCE)
        self._place, self._numbers, self._waiting = place, numbers, waiting
        self.default_port = 443 if place.scheme == "https" else 80

    def connect(self) -> None:
        made = self._reach()
        self.sock = made
        self._waiting.hold(made)
        if self._place.scheme == "https":
            context = ssl.create_default_context()
            secured = context.wrap_socket(made, server_hostname=self._place.host, do_handshake_on_connect=False)
            self.sock = secured
            self._waiting.hold(secured)
            secured.do_handshake()

    def _reach(self) -> socket.socket:
        """The first of the addresses that answers; a town hall may know no way to those of IPv6."""
        failed: OSError = TimeoutError()
        for number in self._numbers[:MOST_ADDRESSES]:
            if self._waiting.is_over:
                raise TimeoutError
            try:
                return socket.create_connection((number, self._place.port), LONGEST_SILENCE / MOST_ADDRESSES)
            except OSError as error:
                failed = error
        raise failed
