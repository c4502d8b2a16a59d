"""The browser: the managers' board, the solvers' desk, and what admins look after."""
