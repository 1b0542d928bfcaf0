"""The only place that knows all parts: settings, the wiring, the processes of a machine."""
