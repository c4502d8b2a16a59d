"""Which server the app talks to: named by whoever starts it, or chosen by the user once and remembered."""

import json
from pathlib import Path

from mobile.core.addresses import NotAServer, server_address
from mobile.core.private_files import private_folder, replace_privately


class ServerChoice:
    """`named` is the address from outside, empty without one; `folder` is the app's."""

    def __init__(self, folder: Path, named: str) -> None:
        """Raises NotAServer for a `named` address that is none; one that was kept and is none is forgotten."""
        self._path = folder / "server.json"
        self.fixed = bool(named)
        """The user cannot choose another."""
        self.address = server_address(named) if named else self._kept()
        """Empty until one is chosen."""

    def keep(self, address: str) -> None:
        """Remember the user's choice; raises StorageError, and then it holds until the app ends."""
        self.address = address
        private_folder(self._path.parent)
        replace_privately(self._path, json.dumps({"address": address}))

    def _kept(self) -> str:
        try:
            return server_address(str(json.loads(self._path.read_text("utf-8"))["address"]))
        except (OSError, ValueError, KeyError, TypeError):
            return ""


__all__ = ["NotAServer", "ServerChoice"]
