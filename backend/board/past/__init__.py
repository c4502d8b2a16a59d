"""Looking back over any period."""
