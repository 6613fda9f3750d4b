"""RDF and SPARQL as such: terms and their notation, changes of a dataset, texts and words of queries."""
