"""A box that is as high as what is in it, and that leaves no gap for what is hidden."""

from typing import Any

from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.boxlayout import BoxLayout


class Flow(BoxLayout):
    """`shown` False: no height, no look, no touches. `tall` is the least height, `exact` an exact one.

    The height is computed here and not in kv: of two kv rules for one property both stay bound, and the last one
    to fire wins.
    """

    shown = BooleanProperty(True)
    tall = NumericProperty(0)
    exact = NumericProperty(-1)
    dims = BooleanProperty(False)
    """Whether it fades while it is disabled."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        fit = self._fit
        self.bind(minimum_height=fit, shown=fit, tall=fit, exact=fit, size_hint_y=fit, disabled=fit, dims=fit)
        self._fit()

    def do_layout(self, *_: object) -> None:
        """Lay out what is shown, as BoxLayout does; the spacing around hidden things goes with them."""
        children = [c for c in self.children if getattr(c, "shown", True)]
        if not children:
            left, top, right, bottom = self.padding
            self.minimum_size = left + right, top + bottom
            return
        sizes = [(c.size, c.size_hint, c.pos_hint, c.size_hint_min, c.size_hint_max) for c in children]
        for i, x, y, width, height in self._iterate_layout(sizes):
            child = children[i]
            child.pos = x, y
            hint_x, hint_y = child.size_hint
            if hint_x is not None:
                child.width = width
            if hint_y is not None:
                child.height = height

    def on_touch_down(self, touch: Any) -> bool:
        """What is hidden is not touched."""
        return self.shown and super().on_touch_down(touch)

    def _fit(self, *_: object) -> None:
        if self.size_hint_y is None:
            wanted = self.exact if self.exact >= 0 else max(self.tall, self.minimum_height)
            self.height = wanted if self.shown else 0
        self.opacity = 0 if not self.shown else 0.5 if self.dims and self.disabled else 1
