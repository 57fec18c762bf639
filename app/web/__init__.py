"""The shell: layout, components, guards' marks, transactions, headers, languages, errors. Knows no slice."""
