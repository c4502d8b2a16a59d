"""Outages seen in tickets that are posted over HTTP, with everything real; `./scripts/detect_live`."""
