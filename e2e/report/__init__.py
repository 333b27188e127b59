"""Turns the results of scenarios into what people and programs read: a `Run`, and an encoder for each format."""
