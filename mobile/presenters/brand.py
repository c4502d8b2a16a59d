"""How the company calls and colours the app."""

from dataclasses import dataclass

from mobile.presenters.base import Presenter, Tools


@dataclass(frozen=True)
class BrandState:
    """`name` empty and `color` None: our own. `logo` is the path of a PNG, empty without one."""

    name: str = ""
    color: str | None = None
    logo: str = ""


class BrandPresenter(Presenter[BrandState]):
    """One for the whole app."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, BrandState())
        self.refresh()

    def refresh(self) -> None:
        """It may be another by now."""
        brand = self.core.brand
        self._set(name=brand.name, color=brand.color, logo=str(brand.logo or ""))
