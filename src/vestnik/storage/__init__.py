"""The database, its tables and migrations, blobs, and the wake-up between processes."""
