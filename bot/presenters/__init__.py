"""How each kind of result reads in Slack, one file a kind; a new one is a file and a line here."""

from bot.presenters import cancelled  # noqa: F401, I001
from bot.presenters import changed  # noqa: F401
from bot.presenters import charted  # noqa: F401
from bot.presenters import compared  # noqa: F401
from bot.presenters import digest_kept  # noqa: F401
from bot.presenters import digested  # noqa: F401
from bot.presenters import explained  # noqa: F401
from bot.presenters import explored  # noqa: F401
from bot.presenters import exported  # noqa: F401
from bot.presenters import helped  # noqa: F401
from bot.presenters import home  # noqa: F401
from bot.presenters import moved  # noqa: F401
from bot.presenters import no_data  # noqa: F401
from bot.presenters import placed  # noqa: F401
from bot.presenters import profiled  # noqa: F401
from bot.presenters import progress  # noqa: F401
from bot.presenters import recommended  # noqa: F401
from bot.presenters import renamed  # noqa: F401
from bot.presenters import same_file  # noqa: F401
from bot.presenters import scored  # noqa: F401
from bot.presenters import segmented  # noqa: F401
from bot.presenters import sources_listed  # noqa: F401
from bot.presenters import status  # noqa: F401
from bot.presenters import tables  # noqa: F401
from bot.presenters import told_history  # noqa: F401
from bot.presenters import trouble  # noqa: F401
from bot.presenters import welcomed  # noqa: F401
