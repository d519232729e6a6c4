"""Distances on the globe, and the box around Poland. Degrees WGS84, metres."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS = 6_371_008.8  # metres, mean radius (IUGG)
# Poland with its sea ports.
LATITUDES = (48.9, 54.95)
LONGITUDES = (14.0, 24.3)
# Unit vectors are kept to 6 micrometres on the ground: then all longitudes meet at a pole, and 180° is -180°.
_DECIMALS = 12

Vector = tuple[float, float, float]


def in_poland(latitude: float, longitude: float) -> bool:
    """Whether a place lies in the box around Poland."""
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


def unit_vector(latitude: float, longitude: float) -> Vector:
    """The place on a sphere of radius 1 that lies at these degrees WGS84."""
    phi, lambda_ = radians(latitude), radians(longitude)
    return (
        round(cos(phi) * cos(lambda_), _DECIMALS),
        round(cos(phi) * sin(lambda_), _DECIMALS),
        round(sin(phi), _DECIMALS),
    )


def metres_of(squared_chord: float) -> float:
    """Metres along the great circle, from the square of the straight line through a sphere of radius 1."""
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(squared_chord) / 2))


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Metres along the great circle between two places in degrees WGS84."""
    one, other = unit_vector(latitude, longitude), unit_vector(other_latitude, other_longitude)
    return metres_of(sum((here - there) ** 2 for here, there in zip(one, other, strict=True)))
