"""What builders and administrators configure: versions, references, secrets, app folders."""
