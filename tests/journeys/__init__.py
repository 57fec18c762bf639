"""The house as people meet it: a real server, a real browser, pages looked at one by one and stories told whole."""
