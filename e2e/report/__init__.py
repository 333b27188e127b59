"""From what happened in a scenario to what a person reads: verdict, result, results.json, page, terminal."""
