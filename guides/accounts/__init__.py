"""The accounts of the people who edit."""
