"""One reader's connection to the app, spoken to as the browser does: runs, fields, files."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE_S: Final = 60.0
MOST_BYTES: Final = 200_000_000
TOO_LARGE: Final = 413
_BOUNDARY: Final = "a-line-between-parts-of-a-form"


@dataclasses.dataclass(slots=True)
class Shown:
    """What a run of the app sent.

    Parameters
    ----------
    raw : list of bytes
        Each message.
    texts : str
        All that was written as HTML.
    exceptions : list of str
        What was shown of what the app did not foresee.
    """

    raw: list[bytes] = dataclasses.field(default_factory=list)
    texts: str = ""
    exceptions: list[str] = dataclasses.field(default_factory=list)


class Connection:
    """A session of the app; it remembers its controls, its name and how large a file may be.

    Parameters
    ----------
    address : str
        Where the app answers.
    link : WebSocketClientConnection
        The connection.
    """

    def __init__(self, address: str, link: WebSocketClientConnection) -> None:
        self.address, self._link = address, link
        self._fields: dict[str, str] = {}
        self.session = ""
        self.most_upload_mb = 0
        self._uploader = self._token = ""
        self._values: dict[str, WidgetState] = {}

    async def run(self, *, query: str = "", fields: dict[str, str] | None = None) -> Shown:
        """Run the app once.

        Parameters
        ----------
        query : str
            Of the address.
        fields : dict of str to str
            What to type, by the label of a text field.

        Returns
        -------
        Shown
            What it sent.
        """
        for label, value in (fields or {}).items():
            id_ = self._fields[label]
            self._values[id_] = WidgetState(id=id_, string_value=value)
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.widget_states.widgets.extend(self._values.values())
        await self._send(message)
        shown = Shown()
        while True:
            raw, answer = await self._next()
            shown.raw.append(raw)
            self._look(answer, shown)
            if answer.WhichOneof("type") == "script_finished":
                return shown

    async def hand_over(self, name: str, content: bytes) -> int:
        """Upload a file, as the next run has it in place of those before.

        Parameters
        ----------
        name : str
            Its name.
        content : bytes
            What it holds.

        Returns
        -------
        int
            The status that the server answered with.
        """
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self.session
        await self._send(message)
        answer = ForwardMsg()
        while answer.WhichOneof("type") != "file_urls_response":
            _, answer = await self._next()
        (urls,) = answer.file_urls_response.file_urls
        status = await self.put(urls.upload_url, name, content)
        if status == 204:
            state = WidgetState(id=self._uploader)
            info = state.file_uploader_state_value.uploaded_file_info.add()
            info.name, info.size, info.file_id = name, len(content), urls.file_id
            info.file_urls.CopyFrom(urls)
            self._values[self._uploader] = state
        return status

    async def take_back(self) -> None:
        """Have the next run without files, and the server forget what there is."""
        state = self._values.pop(self._uploader, None)
        for info in state.file_uploader_state_value.uploaded_file_info if state else ():
            await self._ask("DELETE", info.file_urls.delete_url, await self._xsrf())

    async def put(self, url: str, name: str, content: bytes, *, token: str | None = None) -> int:
        """Send a file to where the server takes it; with another token, as another page would."""
        token = await self._xsrf() if token is None else token
        escaped = name.replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{escaped}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
        return await self._ask("PUT", url, token, body)

    async def _ask(self, method: str, url: str, token: str, body: bytes | None = None) -> int:
        headers = {
            "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
            "Cookie": f"_streamlit_xsrf={token}",
            "X-Xsrftoken": token,
        }
        request = HTTPRequest(
            self.address + url, method=method, body=body, headers=headers, request_timeout=PATIENCE_S
        )
        try:
            return (await AsyncHTTPClient().fetch(request, raise_error=False)).code
        except OSError:
            return TOO_LARGE  # the server has answered and closed while the rest was on its way

    async def _xsrf(self) -> str:
        if not self._token:
            answer = await AsyncHTTPClient().fetch(f"{self.address}/_stcore/health")
            (cookie,) = [one for one in answer.headers.get_list("Set-Cookie") if "xsrf" in one]
            self._token = cookie.partition("=")[2].partition(";")[0]
        return self._token

    async def _send(self, message: BackMsg) -> None:
        await self._link.write_message(message.SerializeToString(), binary=True)

    async def _next(self) -> tuple[bytes, ForwardMsg]:
        raw: Any = await asyncio.wait_for(self._link.read_message(), PATIENCE_S)
        if raw is None:
            raise ConnectionError("the app closed the connection")
        answer = ForwardMsg()
        answer.ParseFromString(raw)
        return raw, answer

    def _look(self, answer: ForwardMsg, shown: Shown) -> None:
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self.session = answer.new_session.initialize.session_id
        element = answer.delta.new_element
        what = element.WhichOneof("type") if kind == "delta" else None
        if what == "text_input":
            self._fields[element.text_input.label] = element.text_input.id
        elif what == "file_uploader":
            self._uploader = element.file_uploader.id
            self.most_upload_mb = element.file_uploader.max_upload_size_mb
        elif what == "html":
            shown.texts += f"{element.html.body}\n"
        elif what == "exception":
            shown.exceptions.append(element.exception.message)


@asynccontextmanager
async def connected(address: str, *, origin: str | None = None) -> AsyncIterator[Connection]:
    """Open a session of the app, and close it in the end.

    Parameters
    ----------
    address : str
        Where the app answers.
    origin : str, optional
        Of the page that connects; the app's own if not given.

    Yields
    ------
    Connection
    """
    place = address.rstrip("/")
    stream = f"{place.replace('http', 'ws')}/_stcore/stream"
    request = HTTPRequest(stream, headers={"Origin": origin or place})
    link = await websocket_connect(
        request, subprotocols=["streamlit"], max_message_size=MOST_BYTES, ping_interval=20
    )
    try:
        yield Connection(place, link)
    finally:
        link.close()
