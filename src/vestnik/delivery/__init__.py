"""From the outbox to the server's answer: what is queued is never lost, and shows what happened to it."""
