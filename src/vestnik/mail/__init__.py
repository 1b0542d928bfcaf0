"""Letters as values and as bytes: `Email`, addresses, the renderer, the parser. Pure: no database, no network."""
