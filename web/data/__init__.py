"""The graph as linked data: resources, the vocabulary, the description of the dataset, graphs by HTTP."""
