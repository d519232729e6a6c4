"""How long the property tests run: `make drill` gives each of them many more examples than `make test`."""

from hypothesis import settings

settings.register_profile("drill", max_examples=1000, deadline=None)
