"""The modules of scripts/run-mutants."""
