"""The browser: the managers' board, and the solvers' desk."""
