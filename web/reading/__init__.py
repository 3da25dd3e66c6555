"""How what the graph says is arranged for reading: words, marks, plots, lists and tables."""
