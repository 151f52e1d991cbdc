"""Taking customers in: from text cells to typed columns with roles, and the cleaning receipt."""

from segmentation.intake.customer_table import CustomerTable
from segmentation.intake.reception import take_in
from segmentation.intake.row_choice import MIN_CUSTOMERS
from segmentation.intake.wanted import weights_of

__all__ = ["MIN_CUSTOMERS", "CustomerTable", "take_in", "weights_of"]
