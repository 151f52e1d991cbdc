"""The pictures of comparisons there are; each import adds a member to DRIFT_CHARTS."""

from segmentation.drift_charts import columns as columns
from segmentation.drift_charts import migration as migration
from segmentation.drift_charts import shares as shares
