"""`python -m kb.web`: the site, listening at KB_HOST and KB_PORT."""

import os
import sys

import uvicorn

from kb.errors import KbError
from kb.settings import Settings
from kb.web.app import root


def main() -> int:
    """Serve until interrupted; 1 when the site cannot start, with the reason."""
    try:
        settings = Settings.from_env(os.environ)
        root()
    except KbError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    # Each worker opens the index itself; uvicorn takes uvloop and httptools where they are installed.
    uvicorn.run(
        "kb.web.app:root",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_level="warning",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
