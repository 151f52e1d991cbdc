"""What can go wrong around an analysis, said to the person who asked.

PlainError
├── SettingsError (settings.py)      config.toml or the environment
├── ComputeError (job.py)            the computing: time, memory, a worker that died
└── SlackTrouble (slack/troubles.py) what Slack refused, and which permission is missing

Like `segmentation.errors`, every error carries `problem` (what happened) and `next_step`.
"""

from segmentation.errors import PlainlySaid


class PlainError(PlainlySaid):
    """Root of the tree.

    transient: whether trying the same again may well succeed. outage: whether that may take long,
    since something that we depend on is down.
    """

    transient = False
    outage = False
