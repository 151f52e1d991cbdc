"""`rows customers`, `rows transactions`: what the rows are, where they were taken wrongly."""

from dataclasses import dataclass
from typing import cast

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.reread_dataset import reread_dataset
from segmentation.spec import Kind

KINDS = {
    "customers": "customers", "customer": "customers",
    "transactions": "transactions", "orders": "transactions", "purchases": "transactions",
    "auto": "auto",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """Read the file again with each row as a customer, or as a line of an order."""

    name: str = "rows"
    words: tuple[str, ...] = ("rows", "kind")
    computes: bool = True
    help: CommandHelp = CommandHelp(
        "rows customers | transactions | auto",
        "Say what each row of the file is: a customer, or a line of an order",
        "rows transactions",
    )

    def parse(self, words: str) -> Kind:
        said = words.split()[-1].strip("=").lower() if words.split() else ""
        kind = KINDS.get(said.partition("=")[2] or said)
        if kind is None:
            raise NotUnderstood(
                "What is each row of the file?", "Say `rows customers` or `rows transactions`."
            )
        return cast(Kind, kind)

    def run(self, request: Request, arguments: Kind, desk: Desk) -> Result:
        return reread_dataset(request, arguments, desk)


add(Rows())
