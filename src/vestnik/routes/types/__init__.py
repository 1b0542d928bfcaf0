"""One module per route type; each is all there is to it."""
