"""Server-sent events: what changes in the system, told to whoever watches (`GET /api/v1/events`)."""
