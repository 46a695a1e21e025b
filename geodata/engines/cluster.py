"""The engine that runs tasks on a Dask cluster: several processes of this machine, or of many.

Every process must see the same files under the same names. Dask is imported when the engine is opened.
"""

import asyncio
import logging
import queue
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from geodata.engines.errors import ClusterFailed, PartFailed
from geodata.engines.worker import PROGRAM, alone, greet
from geodata.errors import InvalidArgument
from geodata.temporary import temporary_folder

Result = TypeVar("Result")

CONNECT_S: Final = 5
"""How long to wait for an answer."""

WORKERS_S: Final = 30
"""How long to wait for a worker where there is none; one that was lost may be on its way back."""

LOOK_S: Final = 10
"""How often to look whether any worker is left."""

SEND_S: Final = 60
"""Seconds after which sending the shared arguments is given up."""
ATTEMPTS: Final = 3
"""How often all workers may be lost before a single task is done."""


@dataclass
class DaskEngine:
    """A Dask cluster: one that is there, or one of this machine that ends with the ``with`` block.

    Parameters
    ----------
    address : str, optional
        Of the scheduler, e.g. ``"tcp://10.0.0.5:8786"``.
    workers : int, optional
        Without an address, how many processes to start.

    Raises
    ------
    InvalidArgument
        When both are given or none, or either cannot be.
    """

    address: str | None = None
    workers: int | None = None
    _client: Any = field(init=False, repr=False)
    _open: ExitStack = field(default_factory=ExitStack, init=False, repr=False)

    def __post_init__(self) -> None:
        if (self.address is None) == (self.workers is None):
            raise InvalidArgument("expected an address or a number of workers, not both")
        if self.address is not None:
            check_address(self.address)
        if self.workers is not None and self.workers < 1:
            raise InvalidArgument(f"workers: got {self.workers}, expected 1 or more")

    def __enter__(self) -> "DaskEngine":
        with ExitStack() as opening:
            opening.enter_context(_quiet())
            self._client = opening.enter_context(self._connect(opening))
            self._open = opening.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.close()

    @property
    def scheduler(self) -> str:
        """Address of the scheduler, once the engine is open."""
        return str(self._client.scheduler.address)

    def see(self, folder: Path) -> None:
        """Make sure that every worker has this program, and sees a folder under the same name.

        Parameters
        ----------
        folder : Path
            Absolute.

        Raises
        ------
        ClusterFailed
            When one does not, or there is no worker.
        """
        self._wait_for_a_worker()
        try:
            answers = self._client.run(greet, folder)
        except ImportError as error:
            raise ClusterFailed(f"the workers need this program installed as well ({error}).") from None
        for worker, (found, sees) in answers.items():
            if found != version(PROGRAM):
                raise ClusterFailed(f"the worker {worker} has version {found}, expected {version(PROGRAM)}.")
            if not sees:
                raise ClusterFailed(
                    f"the worker {worker} does not see {folder}: all machines of a cluster need the same "
                    "files under the same names. Choose a target on a disk that they share."
                )

    def run(
        self, task: Callable[..., Result], items: Mapping[str, tuple[Any, ...]], *shared: Any
    ) -> Iterator[tuple[str, Result]]:
        """Call a task once for each item, on all workers.

        A worker that is lost costs what it was doing: that is done again elsewhere, or by the worker that
        takes its place. Where the shared arguments were lost with it, they are sent anew.

        Parameters
        ----------
        task : callable
            A function of a module.
        items : mapping of str to tuple
            By name, the arguments of each call.
        *shared : object
            Arguments that follow and are the same for all; sent to each worker once.

        Yields
        ------
        tuple of str and object
            Name and result, as they come.

        Raises
        ------
        PartFailed
            When an item ends every worker that takes it up.
        ClusterFailed
            When the cluster went away.
        """
        waiting = dict(items)
        attempts = 0
        while waiting:
            before = len(waiting)
            for name, result in self._round(task, waiting, shared):
                del waiting[name]
                yield name, result
            attempts = attempts + 1 if len(waiting) == before else 0
            if attempts == ATTEMPTS:
                raise PartFailed(_ended_workers(next(iter(waiting)), attempts))

    def _round(
        self, task: Callable[..., Result], items: Mapping[str, tuple[Any, ...]], shared: tuple[Any, ...]
    ) -> Iterator[tuple[str, Result]]:
        """Run what is waiting; of what is lost with the shared arguments, yield nothing."""
        dask = _dask()
        futures: dict[Any, str] = {}
        finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        mark = uuid.uuid4().hex
        try:
            self._wait_for_a_worker()
            try:
                sent = [self._sent(one) for one in shared]
            except TimeoutError:
                return  # all of it is tried again
            for name, item in items.items():
                future = self._client.submit(alone, task, *item, *sent, key=f"{name}-{mark}", pure=False)
                futures[future] = name
                future.add_done_callback(finished.put)
            for _ in range(len(futures)):
                future = self._next(finished)
                try:
                    result = future.result()
                except dask.CancelledError:
                    continue
                yield futures[future], result
        except dask.KilledWorker as error:
            name = str(error.task).removesuffix(f"-{mark}")
            raise PartFailed(_ended_workers(name, error.allowed_failures + 1)) from None
        except dask.comm.CommClosedError:
            raise ClusterFailed(
                "the connection to the cluster was lost. Run the same again to go on."
            ) from None
        finally:
            with suppress(OSError, dask.CancelledError):
                self._client.cancel(list(futures))

    def _sent(self, one: Any) -> Any:
        """Send to one worker, from where the others fetch it once.

        Sending to all at a time waits for ever when one of them ends meanwhile; and any sending is given up
        after a while, to be tried again.
        """
        sending = self._client.scatter(one, hash=False, asynchronous=True)
        loop = self._client.loop.asyncio_loop
        return asyncio.run_coroutine_threadsafe(sending, loop).result(SEND_S)

    def _next(self, finished: "queue.SimpleQueue[Any]") -> Any:
        while True:
            try:
                return finished.get(timeout=LOOK_S)
            except queue.Empty:
                self._wait_for_a_worker()

    def _connect(self, opening: ExitStack) -> Any:
        client = _dask().Client
        if self.address is None:
            return client(self._local_cluster(opening), set_as_default=False)
        try:
            # Dask itself waits for ever for one that takes the call and does not answer.
            with ThreadPoolExecutor(1) as thread:
                thread.submit(asyncio.run, _call(self.address)).result()
            return client(self.address, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError, MemoryError):
            raise ClusterFailed(
                f"no Dask scheduler answered at {self.address} within {CONNECT_S} s. Is it running, and is "
                "the address the one that it printed?"
            ) from None

    def _local_cluster(self, opening: ExitStack) -> Any:
        import dask

        scratch = str(opening.enter_context(temporary_folder()))
        # Scheduler and workers keep theirs in it, and nothing of them is left behind.
        opening.enter_context(dask.config.set({"temporary-directory": scratch}))
        cluster = _dask().LocalCluster(
            n_workers=self.workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            # No dashboard; what tells of the scheduler's health stays on this machine, at a free port.
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
            # Parts bound the memory themselves; pausing and spilling would only get in the way.
            memory_limit=None,
            preload=["geodata.engines.worker"],
            silence_logs=logging.CRITICAL,
        )
        return opening.enter_context(cluster)

    def _wait_for_a_worker(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_S)
        except TimeoutError:
            raise ClusterFailed(
                f"the cluster has had no worker for {WORKERS_S} s. Start one, and run the same again."
            ) from None
        except OSError:
            raise ClusterFailed(
                "the connection to the cluster was lost. Run the same again to go on."
            ) from None


def check_address(address: str) -> None:
    """Make sure that an address can be one of a Dask scheduler.

    Parameters
    ----------
    address : str
        ``tcp://host:port``, or ``tls://…``.

    Raises
    ------
    InvalidArgument
        When it cannot.

    Examples
    --------
    >>> check_address("tcp://127.0.0.1:8786")
    >>> check_address("http://127.0.0.1:8786")
    Traceback (most recent call last):
    geodata.errors.InvalidArgument: 'http://127.0.0.1:8786' is no address of a Dask scheduler: expected tcp://host:port
    """
    try:
        parts = urlsplit(address)
        fit = parts.scheme in ("tcp", "tls") and bool(parts.hostname) and bool(parts.port)
        fit = fit and not (parts.path or parts.query or parts.fragment or parts.username)
    except ValueError:
        fit = False
    if not fit:
        raise InvalidArgument(f"{address!r} is no address of a Dask scheduler: expected tcp://host:port")


def _dask() -> Any:
    """Import Dask's distributed package; half of its functions have no types."""
    import distributed

    return distributed


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from telling of what is told in a sentence, or mended."""
    _dask()  # which sets the levels that are changed here
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


async def _call(address: str) -> None:
    """Call a scheduler and wait for its greeting, for `CONNECT_S` at most."""
    dask = _dask()
    async with asyncio.timeout(CONNECT_S):
        comm = await dask.comm.connect(address, **dask.Security().get_connection_args("client"))
        await comm.close()


def _ended_workers(name: str, times: int) -> str:
    return (
        f"{name}: the worker that took this part up ended {times} times, most likely for want of memory. "
        "Give the workers more, or measure fewer rows at once (chunk_rows); what is done so far is kept."
    )
