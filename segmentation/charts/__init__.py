"""The charts there are; each import adds a member to CHARTS."""

from segmentation.charts import bars as bars
from segmentation.charts import correlation as correlation
from segmentation.charts import dendrogram as dendrogram
from segmentation.charts import distributions as distributions
from segmentation.charts import explore as explore
from segmentation.charts import heatmap as heatmap
from segmentation.charts import k_evidence as k_evidence
from segmentation.charts import money as money
from segmentation.charts import parallel as parallel
from segmentation.charts import radar as radar
from segmentation.charts import scatter as scatter
from segmentation.charts import scatter3d as scatter3d
from segmentation.charts import silhouette as silhouette
from segmentation.charts import sizes as sizes
