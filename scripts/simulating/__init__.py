"""The benchmark of detection: a simulated country, outages in it, and how soon each way of looking sees them."""
