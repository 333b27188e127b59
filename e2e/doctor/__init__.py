"""Whether what a run is about to use is right, told before it runs: what is right, what is not, and how to mend it."""
