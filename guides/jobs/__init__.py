"""Jobs: what must not run in a request. One table, and the worker that takes them from it (`manage.py work`)."""
