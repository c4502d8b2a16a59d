"""Bad links between the app and the real backend, played on purpose, and what comes of 200 actions over each."""
