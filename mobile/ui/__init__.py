"""The screens: what a presenter's state looks like, and which action a tap calls. All of Kivy is in here."""
