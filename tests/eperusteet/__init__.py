"""The port to ePerusteet, asked over HTTP."""
