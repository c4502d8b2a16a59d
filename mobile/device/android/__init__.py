"""Android, by pyjnius: written after the platform's documentation, and not yet tried on a device.

What a phone is needed for is thin here; `docs/android.md` says how each part was checked without one.
"""

from mobile.device.android.phone import AndroidDevice

__all__ = ["AndroidDevice"]
