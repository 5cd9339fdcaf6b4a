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
        app = root()
    except KbError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    # Of several workers each opens the index itself; uvicorn takes uvloop and httptools where they are installed.
    alone = settings.workers == 1
    uvicorn.run(
        app if alone else "kb.web.app:root",
        factory=not alone,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_level="warning",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
