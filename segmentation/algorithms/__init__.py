"""The clustering algorithms there are; importing this room fills their registry."""

from segmentation.algorithms import kmeans as kmeans
