"""Formats of Polish."""
