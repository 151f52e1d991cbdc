"""Taking customers in: from text cells to typed columns with roles, and the cleaning receipt."""

from segmentation.intake.customer_table import MIN_CUSTOMERS, CustomerTable, take_in

__all__ = ["MIN_CUSTOMERS", "CustomerTable", "take_in"]
