"""The words that questions are made of, as data, and how answers are worded."""
