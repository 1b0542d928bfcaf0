"""The HTTP API and the pages. Rights are checked here at each route, and again below where data is touched."""
