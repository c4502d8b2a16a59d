"""How long a team waits for its tickets while another team's endpoint hangs or refuses."""
