"""The gallery of the design system, for developers: every component in every state. It does not run in production."""
