"""The pieces that screens are made of; every KivyMD class is wrapped here, as the library changes under us."""
