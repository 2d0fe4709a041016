"""How fast the engine is, against the same rules written by hand and against other engines: `python -m benchmarks`."""
