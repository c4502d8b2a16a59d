"""What buildozer is given beside the app itself: `scripts/staging` lays it out, `docs/android.md` explains it."""
