"""Put a server under load while things go wrong, and tell what came of it.

The benchmark `engine_load.py` and the end-to-end tests do it.
"""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from anymask.serving.client import ProjectClient
from anymask.serving.simulated.disturbances import Disturbance, disturb
from anymask.serving.simulated.endurance import Audit, Saver, audit, run_savers

ATTEMPTS = 60


@dataclass(frozen=True)
class Outcome:
    """What came of a load.

    Attributes:
        audit: of the masks.
        recoveries: seconds from the end of each disturbance to the next mask.
        calm: how many people saved after the last one.
        failures: what was answered instead of a mask to the one who asks once only.
        seconds: that it took.
    """

    audit: Audit
    recoveries: tuple[float, ...]
    calm: int
    failures: Counter[str]
    seconds: float


def put_under_load(
    url: str,
    project: str,
    tokens: Sequence[str],
    disturbances: Sequence[Disturbance],
    *,
    pause_seconds: float,
    between: tuple[float, float],
    calm_seconds: float,
) -> Outcome:
    """Let people save masks while things go wrong, then look for the masks.

    The first of them sends each request once and so tells what is answered meanwhile; the others
    repeat it until there is an answer.

    Args:
        url: of the server.
        project: in which they work.
        tokens: one for each person; two at least.
        disturbances: in their order.
        pause_seconds: of a person between two masks.
        between: least and most seconds before each disturbance.
        calm_seconds: after the last one.
    """
    attempts = [1] + [ATTEMPTS] * (len(tokens) - 1)
    clients = [
        ProjectClient.connect(url, token, project, most)
        for token, most in zip(tokens, attempts, strict=True)
    ]
    savers = [Saver(client, pause_seconds) for client in clients]
    images = {image.id: image for image in clients[-1].images()}
    stop, began = threading.Event(), time.monotonic()
    threads = run_savers(savers, images, stop)
    struck = disturb(disturbances, stop, between)
    time.sleep(calm_seconds)
    stop.set()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - began
    found = audit(savers, clients[-1])
    for client in clients:
        client.close()
    moments = [moment for saver in savers for moment in saver.moments]
    last = struck[-1].ended if struck else began
    return Outcome(
        audit=found,
        recoveries=tuple(each.recovery(moments) for each in struck),
        calm=sum(any(moment > last for moment in saver.moments) for saver in savers),
        failures=sum((saver.failures for saver in savers), Counter()),
        seconds=seconds,
    )
