"""What can go wrong around an analysis, said to the person who asked.

PlainError
├── SettingsError (settings.py)      config.toml or the environment
├── ComputeError (job.py)            the computing: time, memory, a worker that died
└── SlackTrouble (slack/troubles.py) what Slack refused, and which permission is missing

Like `segmentation.errors`, every error carries `problem` (what happened) and `next_step`.
"""


class PlainError(Exception):
    """Root of the tree.

    transient: whether trying the same again may well succeed. outage: whether that may take long,
    since something that we depend on is down.
    """

    transient = False
    outage = False

    def __init__(self, problem: str, next_step: str) -> None:
        super().__init__(problem, next_step)
        self.problem = problem
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.problem} {self.next_step}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross processes with their fields, whatever their constructors ask for."""
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(
    kind: type[PlainError], args: tuple[object, ...], fields: dict[str, object]
) -> PlainError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(fields)
    return error
