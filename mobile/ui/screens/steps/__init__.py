"""The steps of passing something on: a widget for each, made when it first comes, that draws the form's state."""
