"""The route matrix: every rule × method × actor × relation, asked for real, and judged by the permission table.

`cases` takes the rules from the URL map, so a new route is asked before its author thinks of it; `expected` reads the
guards; `samples` says what one types into a form; `canary` looks for what must not have come out.
"""
