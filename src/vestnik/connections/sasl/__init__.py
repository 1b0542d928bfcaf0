"""SASL mechanisms (RFC 4422), one file each, and which one is taken. They know credentials and challenges, no protocol."""
