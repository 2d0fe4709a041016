"""`python -m riskengine_cli`: the same as the command `riskengine`."""

from __future__ import annotations

import sys

from riskengine_cli import main

if __name__ == "__main__":
    sys.exit(main())
