"""What scripts/run-mutants consists of."""
