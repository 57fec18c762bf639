"""The operator's desk: whether what waits is being done. Counts and ids; never whose letter it is or what it says."""
