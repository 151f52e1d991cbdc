"""The charts there are; each import adds a member to CHARTS."""

from segmentation.charts import scatter as scatter
