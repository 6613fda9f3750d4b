"""What every room of the graph speaks of: names of graphs, settings, plug-ins, reasoners, what is shown."""
