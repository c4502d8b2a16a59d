"""Every widget and every screen in each of its states: to look through, to render as pictures, to be tested."""
