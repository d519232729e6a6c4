"""Klucz do IKP: a help site for people who lost the way into their Internet Patient Account."""

__version__ = "0.1.0"
