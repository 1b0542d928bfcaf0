"""Format patterns of moments, numbers and durations (spec/formula.md 6)."""
