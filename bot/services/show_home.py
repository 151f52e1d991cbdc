"""What a person's Home tab shows: the data sets they brought, the latest first."""

from bot.command import helps
from bot.desk import Desk
from bot.result import Home, RecentData
from bot.services.find_analysis import NoLongerKept, subject_of
from bot.store import Dataset

MOST_RECENT = 10


def show_home(person: str, desk: Desk) -> Home:
    """The Home of one person."""
    datasets = desk.store.datasets_of(person=person, most=MOST_RECENT)
    return Home(person, tuple(recent(dataset, desk) for dataset in datasets), helps())


def recent(dataset: Dataset, desk: Desk) -> RecentData:
    """One data set with its latest analysis, if that is still kept."""
    record = desk.store.latest_analysis(dataset.id)
    try:
        subject = subject_of(record, desk) if record else None
    except NoLongerKept:
        subject = None
    age = desk.age_seconds(dataset.created_at)
    return RecentData(dataset.name, dataset.channel, subject, age)
