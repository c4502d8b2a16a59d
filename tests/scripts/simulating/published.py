"""What published programs put out, beside the checkout; tests on it skip where it is not there."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[4] / "shared" / "reference" / "detection"
here = pytest.mark.skipif(not FOLDER.exists(), reason="the published programs' output is not here")
