"""What the web server's worker runs. It ends with the process that started it, even when that one is killed."""

from __future__ import annotations

import os
import signal
import threading
import time

from django.core.wsgi import get_wsgi_application

PARENT_CHECK_SECONDS = 1.0


def end_with(parent: int) -> None:
    """Wait until the parent is gone, then end this process as SIGTERM does."""
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.server.settings")
application = get_wsgi_application()
threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
