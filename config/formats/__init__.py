"""How days and hours are shown and typed: one way in each language, on the site and on the desk."""
