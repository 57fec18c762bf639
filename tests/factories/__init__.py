"""One file per slice: makes what a test needs through the real tables and the real policies."""
