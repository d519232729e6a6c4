"""Tolerant search over a release. Pure: a snapshot's content and points in, what fits a query out; nothing is kept."""
