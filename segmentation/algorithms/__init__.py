"""The clustering algorithms there are; importing this room fills their registry."""

# In the order in which they are offered.
from segmentation.algorithms import kmeans as kmeans  # isort: skip
from segmentation.algorithms import minibatch as minibatch  # isort: skip
from segmentation.algorithms import bisecting as bisecting  # isort: skip
from segmentation.algorithms import hierarchical as hierarchical  # isort: skip
from segmentation.algorithms import gaussian_mixture as gaussian_mixture  # isort: skip
from segmentation.algorithms import dbscan as dbscan  # isort: skip
from segmentation.algorithms import hdbscan as hdbscan  # isort: skip
from segmentation.algorithms import rfm_rules as rfm_rules  # isort: skip
