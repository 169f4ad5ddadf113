"""Settings: one file in, frozen objects or every problem out."""
