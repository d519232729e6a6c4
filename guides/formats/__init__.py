"""Files of offices as their publishers write them, dirt included: bytes into rows, rows into values. Pure."""
