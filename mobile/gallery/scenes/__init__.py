"""The scenes, a module for each part of the app; `registry` gathers them."""
