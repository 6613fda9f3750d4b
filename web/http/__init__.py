"""What every answer needs whatever it says: media types, headers, caching, compression, metrics."""
