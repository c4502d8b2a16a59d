"""All scenes there are. A part of the app adds its module of `scenes` here, and its states there."""

from mobile.gallery.scene import Scene
from mobile.gallery.scenes import board, outages, pass_on, profile, shell, tickets, waiting, widgets

SCENES: tuple[Scene, ...] = (
    *shell.SCENES,
    *tickets.SCENES,
    *pass_on.SCENES,
    *outages.SCENES,
    *board.SCENES,
    *profile.SCENES,
    *waiting.SCENES,
    *widgets.SCENES,
)


def matching(pattern: str) -> tuple[Scene, ...]:
    """The scenes whose name begins with `pattern`; all of them for an empty one."""
    return tuple(scene for scene in SCENES if scene.name.startswith(pattern))
