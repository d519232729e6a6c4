"""Backups: the database and the pictures in one file, made while the site runs."""
