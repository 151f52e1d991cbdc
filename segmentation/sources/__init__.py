"""Ways in: every kind of file that can be read, and the function that picks one."""

from segmentation.reading.opening import HEAD_BYTES, open_source

# In the order in which they are asked; text comes last, because it takes whatever is left.
# isort: off
from segmentation.sources import gzip_file as gzip_file
from segmentation.sources import excel_file as excel_file
from segmentation.sources import zip_file as zip_file
from segmentation.sources import parquet_file as parquet_file
from segmentation.sources import json_file as json_file
from segmentation.sources import csv_file as csv_file
# isort: on

__all__ = ["HEAD_BYTES", "open_source"]
