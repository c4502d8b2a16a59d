"""What differs between a phone and a desk: one interface, chosen by the platform."""

import sys
from pathlib import Path

from mobile.device.interface import Ability, Device, Insets, Photo, Photos


def this_device(data: Path) -> Device:
    """The device that the app runs on; `data` is the app's own folder."""
    if hasattr(sys, "getandroidapilevel"):
        from mobile.device.android import AndroidDevice

        return AndroidDevice(data)
    from mobile.device.desktop import DesktopDevice

    return DesktopDevice(data)


__all__ = ["Ability", "Device", "Insets", "Photo", "Photos", "this_device"]
