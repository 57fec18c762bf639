"""Measurements: our page against the same questions asked by hand, and against a page that asks nothing.

Run by `kumina bench page` and by `./deploy/test --bench`, never with the ordinary tests. The machine is noisy and
shared: variants take turns, medians are taken, only ratios are told (reference/performance.md § 6).
"""
