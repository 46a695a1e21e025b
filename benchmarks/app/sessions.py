"""Many readers at once: each a connection of its own, that acts every few seconds as a browser would."""

import asyncio
import dataclasses
import random
import time
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE_S: Final = 60.0
MOST_BYTES: Final = 200_000_000


@dataclasses.dataclass(slots=True)
class Reader:
    """One session, and what it met.

    Parameters
    ----------
    word : str
        What it looks for: no other session does.
    reruns_s : list of float
        How long each rerun took.
    errors : list of str
        Exceptions that the app showed.
    strange : list of str
        Words of other sessions that it was shown.
    """

    word: str
    reruns_s: list[float] = dataclasses.field(default_factory=list)
    errors: list[str] = dataclasses.field(default_factory=list)
    strange: list[str] = dataclasses.field(default_factory=list)


async def readers(address: str, *, count: int, seconds: float, every_s: float) -> list[Reader]:
    """Have sessions act for a while, each at a pace of its own."""
    found = [Reader(f"reader{number:03d}") for number in range(count)]
    words = {one.word for one in found}
    await asyncio.gather(*(_read(address, one, words, seconds, every_s) for one in found))
    return found


async def _read(address: str, reader: Reader, words: set[str], seconds: float, every_s: float) -> None:
    chance = random.Random(reader.word)
    await asyncio.sleep(chance.uniform(0, every_s))
    origin = address.rstrip("/")
    request = HTTPRequest(f"{origin.replace('http', 'ws')}/_stcore/stream", headers={"Origin": origin})
    connection = await websocket_connect(
        request, subprotocols=["streamlit"], max_message_size=MOST_BYTES, ping_interval=20
    )
    try:
        inputs = await _rerun(connection, reader, words, {})
        until = time.monotonic() + seconds
        turn = 0
        while time.monotonic() < until:
            await asyncio.sleep(chance.uniform(0.6, 1.4) * every_s)
            turn += 1
            begun = time.monotonic()
            await _rerun(connection, reader, words, {inputs["Words"]: reader.word if turn % 2 else ""})
            reader.reruns_s.append(time.monotonic() - begun)
    finally:
        connection.close()


async def _rerun(
    connection: WebSocketClientConnection, reader: Reader, words: set[str], values: dict[str, str]
) -> dict[str, str]:
    """Run the app once; gives the ids of its text fields by label."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    for id_, value in values.items():
        message.rerun_script.widget_states.widgets.append(WidgetState(id=id_, string_value=value))
    await connection.write_message(message.SerializeToString(), binary=True)
    inputs: dict[str, str] = {}
    while True:
        raw: Any = await asyncio.wait_for(connection.read_message(), PATIENCE_S)
        if raw is None:
            raise ConnectionError("the app closed the connection")
        answer = ForwardMsg()
        answer.ParseFromString(raw)
        _look(answer, raw, reader, words, inputs)
        if answer.WhichOneof("type") == "script_finished":
            return inputs


def _look(answer: ForwardMsg, raw: bytes, reader: Reader, words: set[str], inputs: dict[str, str]) -> None:
    element = answer.delta.new_element
    kind = element.WhichOneof("type") if answer.WhichOneof("type") == "delta" else None
    if kind == "text_input":
        inputs[element.text_input.label] = element.text_input.id
    if kind == "exception":
        reader.errors.append(element.exception.message)
    reader.strange += [word for word in words - {reader.word} if word.encode() in raw]
