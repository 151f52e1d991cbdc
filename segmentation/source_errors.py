"""What can go wrong with a source that is read by itself: a database, an address, a path.

UnreadableSource          (an UnreadableFile, see errors.py)
├── SourceUnreachable     nothing answers there
├── SourceRefused         it answers, and doesn't let us in
├── SourceTooSlow         stopped after the seconds that it may take
├── SourceLocked          someone else is writing
├── SourceGone            no such file or page
├── SourceEmpty           no row came
├── SourceTooLarge        a bound of the settings, which it names
├── MissingDriver         a package that is not installed
├── NotOneSelect          a query that is more, or something else, than one SELECT
├── QueryFailed           the database can't answer the query: a table that is gone, a slip
├── AddressRefused        a web address outside of the allowed hosts
└── SourceUnusable        what came is no table that we can read

No error holds an address, a password or what a driver says while it connects: what is said here is
read in a channel.
"""

from segmentation.errors import UnreadableFile

DOCTOR = "whoever runs me can look into it with `segment-bot doctor`"


class UnreadableSource(UnreadableFile):
    """A living source that gave no table. name: what the settings call it."""

    def __init__(self, name: str, why: str, next_step: str) -> None:
        super().__init__(f"I couldn't read *{name}*: {why}.", next_step)
        self.name, self.why = name, why


class SourceUnreachable(UnreadableSource):
    """Nothing answers."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why, f"Try again in a while; if it stays so, {DOCTOR}.")


class SourceRefused(UnreadableSource):
    """The user, the password or the rights are not what they should be."""

    def __init__(self, name: str, why: str, mend: str) -> None:
        super().__init__(name, why, f"{mend}; {DOCTOR}.")


class SourceTooSlow(UnreadableSource):
    """Stopped. setting: which one allows more seconds."""

    def __init__(self, name: str, seconds: float, setting: str = "seconds") -> None:
        super().__init__(
            name,
            f"it took longer than {seconds:g} second{'' if seconds == 1 else 's'}, so I stopped",
            f"Try again when less is going on there, make the query lighter, or have the setting"
            f" `{setting}` raised.",
        )
        self.seconds, self.setting = seconds, setting


class SourceLocked(UnreadableSource):
    """Someone else holds it for writing."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "its database is locked by something that writes to it",
            "Try again in a few minutes; a nightly load that runs late is a usual reason.",
        )


class SourceGone(UnreadableSource):
    """The file, or the page, is not there."""

    def __init__(self, name: str, what: str, setting: str) -> None:
        super().__init__(
            name,
            f"{what} is not there",
            f"Have it put back, or the setting `{setting}` changed; {DOCTOR}.",
        )
        self.setting = setting


class SourceEmpty(UnreadableSource):
    """No rows."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "it is empty, not one row came",
            "Check whether the table was filled, then say it again.",
        )


class SourceTooLarge(UnreadableSource):
    """More than the settings allow. setting: which one."""

    def __init__(self, name: str, what: str, found: str, limit: str, setting: str) -> None:
        super().__init__(
            name,
            f"it has {found} {what}, and the limit is {limit}",
            f"Have the query narrowed, or the setting `{setting}` raised.",
        )
        self.what, self.found, self.limit, self.setting = what, found, limit, setting


class MissingDriver(UnreadableSource):
    """The package that speaks to this kind of database is not installed."""

    def __init__(self, name: str, package: str) -> None:
        super().__init__(
            name,
            f"the package {package}, which speaks to this kind of database, is not installed here",
            f"Whoever runs me can add it: `pip install {package}`.",
        )
        self.package = package


class NotOneSelect(UnreadableSource):
    """Anything else than one statement that reads."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            name,
            f"its query {why}, and I only run one that reads",
            "Write it as one SELECT (it may begin with WITH).",
        )


class QueryFailed(UnreadableSource):
    """The database's own words about a query that it can't answer."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(
            name,
            f"its database says: {said}",
            f"Have the setting `query` corrected; {DOCTOR}.",
        )
        self.said = said


class AddressRefused(UnreadableSource):
    """A web address that we don't fetch from."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            name, why, "Have that host added to the setting `hosts` of this source, if it is right."
        )


class SourceUnusable(UnreadableSource):
    """What came is not what it should be. problem: the sentence that says what it is instead."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem, "")
        self.problem = problem
        self.next_step = f"Have it mended where it comes from; {DOCTOR}."
