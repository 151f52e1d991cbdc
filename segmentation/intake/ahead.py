"""Reading and cleaning that begin before anybody asks, beside work that needs the interpreter."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from segmentation.intake.customer_table import CustomerTable
from segmentation.intake.reception import take_in
from segmentation.reading.shelf import give_back, shelved
from segmentation.source import RawTable, Source
from segmentation.spec import AnalysisSpec, Limits


def customers_of(source: Source, spec: AnalysisSpec) -> CustomerTable:
    """The customers of a source, read and cleaned; what stood in a large file then lies on disk.

    Raises what `source.read` and `take_in` raise.
    """
    if isinstance(source, TakenAhead):
        return source.customers(spec)
    raw = source.read(spec.limits)
    customers = take_in(raw, spec.features, spec.kind, spec.leave_out)
    del raw
    customers = replace(customers, raw=shelved(customers.raw))
    give_back()
    return customers


class TakenAhead:
    """A source that is read and cleaned on a thread of its own from the moment it is made.

    Arrow works without Python's lock, so libraries can be loaded meanwhile. An error is raised
    when the customers are asked for.
    """

    def __init__(self, source: Source, spec: AnalysisSpec) -> None:
        self._source = source
        self._spec = spec
        with_thread = ThreadPoolExecutor(1, thread_name_prefix="taken-ahead")
        self._begun: Future[CustomerTable] | None = with_thread.submit(customers_of, source, spec)
        with_thread.shutdown(wait=False)

    @property
    def name(self) -> str:
        return self._source.name

    def read(self, limits: Limits) -> RawTable:
        """A fresh reading."""
        return self._source.read(limits)

    def customers(self, spec: AnalysisSpec) -> CustomerTable:
        """What was taken in ahead; handed out once, so that nobody keeps a large table by
        accident."""
        begun, self._begun = self._begun, None
        if begun is None or spec != self._spec:
            return customers_of(self._source, spec)
        return begun.result()
