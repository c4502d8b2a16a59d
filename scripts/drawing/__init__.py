"""The app's icon and splash, drawn in the app's own colours: `python -m scripts.drawing FOLDER`."""
