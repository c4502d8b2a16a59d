"""The shelves of the gallery: a module a family of widgets, each with its `specimens()`."""
