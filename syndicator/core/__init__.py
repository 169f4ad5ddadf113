"""The pure core: no clock, network, disk, environment or randomness; the time is always an argument."""
