"""A call that is waited for only so long."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

_T = TypeVar("_T")


class Overdue(Exception):
    """The call took longer than its caller waits."""


def within(limit_s: float, call: Callable[[], _T]) -> _T:
    """What `call` gives or raises; Overdue after `limit_s`, and then its thread is left to end by itself.

    For calls that only another machine can stop. The thread is a daemon: it does not keep the process alive.
    """
    future: Future[_T] = Future()
    threading.Thread(target=_fulfil, args=(future, call), name="gradus-deadline", daemon=True).start()
    # not the exception of `result`: the call itself may raise the like
    if not wait([future], limit_s).done:
        raise Overdue
    return future.result()


def _fulfil(future: "Future[_T]", call: Callable[[], _T]) -> None:
    try:
        future.set_result(call())
    except BaseException as error:  # noqa: BLE001 raised again by whoever waits
        future.set_exception(error)
