"""What must not happen, watched by the system: a file that is opened, an address that is called."""

import contextlib
import ctypes
import os
import socket
import struct
import threading

from geodata.errors import UnreadableFile
from geodata.formats.vector import read_vector

_OPENED = 0x20 | 0x01  # IN_OPEN, IN_ACCESS


class Canary:
    """A file with a secret; `opens` counts how often somebody opened or read it."""

    def __init__(self, path):
        path.write_text('{"type": "Point", "coordinates": [1, 2], "secret": "canary"}\n')
        self.path = path
        libc = ctypes.CDLL(None, use_errno=True)
        self._watch = libc.inotify_init1(os.O_NONBLOCK)
        assert libc.inotify_add_watch(self._watch, os.fsencode(path), _OPENED) > 0

    @property
    def opens(self):
        try:
            events = os.read(self._watch, 65536)
        except BlockingIOError:
            return 0
        return len(events) // struct.calcsize("iIII")

    def close(self):
        os.close(self._watch)


class Listener:
    """A port of this computer; `calls` counts who connected."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.calls = 0
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/data"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.calls += 1
                connection.close()

    def close(self):
        self._socket.close()


def worked():
    """Seconds that this process and those it started have worked, however busy the machine is."""
    return sum(os.times()[:4])


def refusal(path, **options):
    """The sentence with which a file is refused, or None where it is read; never anything else, and soon."""
    begun = worked()
    try:
        read_vector(path, **options)
    except UnreadableFile as error:
        sentence = str(error)
        assert str(path) in sentence
        assert sentence.endswith(".")
        assert "Traceback" not in sentence
        assert "\n" not in sentence
        return sentence
    finally:
        assert worked() - begun < 5
    return None
