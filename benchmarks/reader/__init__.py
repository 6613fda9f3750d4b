"""What ``train_reader.py`` is made of: examples from invented passages, and the model as torch learns it."""
