"""An outage with thousands behind it: whether each update reaches all of them once, the API being quick meanwhile."""
