"""Reading that begins before anybody asks for it, beside work that needs the processor."""

from concurrent.futures import Future, ThreadPoolExecutor

from segmentation.source import RawTable, Source
from segmentation.spec import Limits


class ReadAhead:
    """A source that is being read on a thread of its own from the moment it is made.

    Arrow reads without Python's lock, so libraries can be loaded meanwhile. An error is raised
    by `read`, as the source itself would.
    """

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        with_thread = ThreadPoolExecutor(1, thread_name_prefix="read-ahead")
        self._begun: Future[RawTable] | None = with_thread.submit(source.read, limits)
        with_thread.shutdown(wait=False)

    @property
    def name(self) -> str:
        return self._source.name

    def read(self, limits: Limits) -> RawTable:
        """What was read ahead; handed out once, so that nobody keeps a large table by accident."""
        begun, self._begun = self._begun, None
        if begun is None or limits != self._limits:
            return self._source.read(limits)
        return begun.result()
