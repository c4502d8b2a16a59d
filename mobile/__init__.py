"""The app: `core` and `presenters` know no window; `ui` and `device` draw them and reach the phone."""
