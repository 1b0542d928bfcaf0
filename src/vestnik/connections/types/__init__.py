"""One module or folder per connection type; the registry in `vestnik.connections.base` lists them."""
