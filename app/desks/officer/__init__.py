"""The data protection officer's desk: who saw and who changed what in the municipality, in plain sentences."""
