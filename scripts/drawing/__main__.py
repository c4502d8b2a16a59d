"""`python -m scripts.drawing FOLDER`."""

import sys
from pathlib import Path

from scripts.drawing.files import draw_into

if len(sys.argv) != 2:  # noqa: PLR2004 - its own name and one more
    sys.exit(__doc__)
for path in draw_into(Path(sys.argv[1])):
    print(path)
