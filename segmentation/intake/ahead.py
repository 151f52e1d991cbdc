"""Reading and cleaning that begin before anybody asks, beside work that needs the interpreter."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from segmentation.intake.customer_table import CustomerTable
from segmentation.intake.reception import take_in
from segmentation.reading.shelf import give_back, shelved
from segmentation.source import RawTable, Source
from segmentation.spec import AnalysisSpec, Limits

Taken = Callable[[], CustomerTable | None]


def customers_of(source: Source, spec: AnalysisSpec) -> CustomerTable:
    """The customers of a source, read and cleaned; what stood in a large file then lies on disk.

    Raises what `source.read` and `take_in` raise.
    """
    if isinstance(source, TakenAhead):
        return source.customers(spec)
    customers = taken_in(source, spec)
    customers = replace(customers, raw=shelved(customers.raw))
    give_back()
    return customers


def taken_in(source: Source, spec: AnalysisSpec) -> CustomerTable:
    """The customers of a source, read and cleaned, with what stood in the file in memory.

    Raises what `source.read` and `take_in` raise.
    """
    return take_in(source.read(spec.limits), spec.features, spec.kind, spec.leave_out)


class TakenAhead:
    """A source that is read and cleaned elsewhere: by `taken`, which is waited for when the
    customers are asked for, and may have nothing; else on a thread, from now on.

    Arrow works without Python's lock, so libraries can be loaded meanwhile. An error is raised
    when the customers are asked for.
    """

    def __init__(self, source: Source, spec: AnalysisSpec, taken: Taken | None = None) -> None:
        self._source = source
        self._spec = spec
        self._taken: Taken | None = taken or _on_a_thread(source, spec)

    @property
    def name(self) -> str:
        return self._source.name

    def read(self, limits: Limits) -> RawTable:
        """A fresh reading."""
        return self._source.read(limits)

    def customers(self, spec: AnalysisSpec) -> CustomerTable:
        """What was taken in ahead; handed out once, so that nobody keeps a large table by
        accident."""
        taken, self._taken = self._taken, None
        customers = taken() if taken and spec == self._spec else None
        return customers_of(self._source, spec) if customers is None else customers


def _on_a_thread(source: Source, spec: AnalysisSpec) -> Taken:
    with_thread = ThreadPoolExecutor(1, thread_name_prefix="taken-ahead")
    begun = with_thread.submit(customers_of, source, spec)
    with_thread.shutdown(wait=False)
    return begun.result
