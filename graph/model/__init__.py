"""What every room of the graph speaks of: names of graphs, changes, notation, settings, plug-ins."""
