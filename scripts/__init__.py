"""What the commands in this folder run: serving, the demo, the story, the replay, the checks."""
