"""From the results of scenarios to what a person or a program reads: a `Run`, and an encoder for each format."""
