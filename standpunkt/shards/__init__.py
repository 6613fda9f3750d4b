"""Many articles read here or on a cluster, what they say kept in files (shards), these taken into a store.

``planning`` says which articles go into which shard, ``extracting`` has them made, ``importing`` takes them
in. What a worker does is in ``reading``, what makes a shard whole in ``folder``; only ``cluster`` knows Dask.
"""
