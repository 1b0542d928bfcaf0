"""What buttons do: the base, the registry, and the types."""
