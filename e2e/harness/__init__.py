"""How a run is made: the browsers, the catalogue of clauses, what is noted of a scenario, and what comes of the run."""
