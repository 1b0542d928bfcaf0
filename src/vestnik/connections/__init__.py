"""Connections: the channel to a mail server. What the wire must do is in spec/delivery.md, what people set in spec/connections.md."""
