"""The subcommands of `/segment`, one file each; a new one is a file and a line here."""

# The order is the order of the help.
from bot.commands import upload  # noqa: F401, I001
from bot.commands import source  # noqa: F401
from bot.commands import refit  # noqa: F401
from bot.commands import rows  # noqa: F401
from bot.commands import explore  # noqa: F401
from bot.commands import profile  # noqa: F401
from bot.commands import compare  # noqa: F401
from bot.commands import recommend  # noqa: F401
from bot.commands import chart  # noqa: F401
from bot.commands import export  # noqa: F401
from bot.commands import report  # noqa: F401
from bot.commands import who  # noqa: F401
from bot.commands import rename  # noqa: F401
from bot.commands import undo  # noqa: F401
from bot.commands import how  # noqa: F401
from bot.commands import drift  # noqa: F401
from bot.commands import history  # noqa: F401
from bot.commands import score  # noqa: F401
from bot.commands import digest  # noqa: F401
from bot.commands import use  # noqa: F401
from bot.commands import version  # noqa: F401
from bot.commands import status  # noqa: F401
from bot.commands import cancel  # noqa: F401
from bot.commands import help  # noqa: F401
from bot.commands import welcome  # noqa: F401
