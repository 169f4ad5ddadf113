"""The daemon: one tick that walks the steps, and a clean stop. All schedule state is in the store; the clock only ticks.

What a hub pushes is not kept waiting for a tick: it walks the same steps but `read`, in a lane of its own.
"""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from types import FrameType

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from syndicator import observing
from syndicator.errors import SettingsError, StoreUnavailable
from syndicator.pipeline import STEPS, Tally
from syndicator.pipeline.checkpointing import checkpoint
from syndicator.pipeline.digest import tell
from syndicator.settings import Settings
from syndicator.wiring import Application, running, utc_now

Turns = Mapping[str, AbstractContextManager[object]]  # whose turn it is at each step
Beside = Callable[[Application, Callable[[], None]], AbstractContextManager[None]]
_FOR_PUSHES = tuple(name for name in STEPS if name != "read")  # other sources' servers are not waited for


def one_pass(app: Application, *, scheduled: bool = False, turns: Turns | None = None) -> dict[str, Tally]:
    """Every step once, in order; what each did, by its name. A stop request ends it between two items."""
    done = _walk(app, tuple(STEPS), turns or {}, app.settings.daemon.tick if scheduled else None)
    _sign(app)
    _tell_people(app)
    return done


def _walk(app: Application, names: Iterable[str], turns: Turns, every: timedelta | None) -> dict[str, Tally]:
    done: dict[str, Tally] = {}
    for name in names:
        if app.world.stopping():
            break
        with turns.get(name, nullcontext()), observing.step(name, every=every) as line:
            tally = STEPS[name](app.world)
            line.note(count=tally.done, **tally.counts)
        done[name] = tally
        app.overview.record_tick(utc_now())
    return done


def _sign(app: Application) -> None:
    """The ledger's head, signed when its time has come; where it cannot be laid outside, that is noted and tried again."""
    try:
        made = checkpoint(app.world.store, app.notary, app.world.clock())
    except (OSError, SettingsError) as error:
        app.world.note("ledger.unsigned", {"why": str(error), "error": error})
        return
    if made is not None:
        app.world.note("ledger.checkpoint", {"size": made.size})


def _tell_people(app: Application) -> None:
    """What waits for a person, told to whoever is configured, when its time has come."""
    if app.notifiers and not app.world.stopping():
        tell(app.overview, app.notifiers, app.settings.notify.every, app.world.renderer, app.world.clock(), app.world.note)


def once(settings: Settings) -> dict[str, Tally]:
    """One pass of all steps, then the end."""
    with running(settings) as app:
        return one_pass(app)


def settle() -> None:
    """What a process has made by now stays until it ends: the collector need not look at it again, nor as often at what comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


_TICK, _PUSHES = "tick", "pushes"
_FETCHES_MAY_END = 3.0  # seconds after a signal; then they are cut, and their sources stay due


class _Stop:
    """What asks for the end: a signal, or a tick that met a store it cannot use."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.failed: Exception | None = None

    def fail(self, error: Exception) -> None:
        self.failed = error
        self.asked.set()


@contextmanager
def nothing(_app: Application, _wake: Callable[[], None]) -> Iterator[None]:
    """Nothing beside the daemon."""
    yield


def serve(settings: Settings, beside: Beside = nothing) -> None:
    """Tick until SIGTERM or SIGINT; work in hand is finished, or rests safely in the store when time runs out.

    What `beside` opens lives as long as the daemon; it is given the running instance, and what to call when a push waits.

    A second signal, or `daemon.shutdown` running out, ends the process at once: leases make that harmless. A store
    that cannot be used ends the daemon with StoreUnavailable, for a supervisor to see.
    """
    stop = _Stop()
    with _signals(stop), running(settings, stopping=stop.asked.is_set) as app:
        settle()
        scheduler = _scheduler(stop)
        turns = {name: threading.Lock() for name in STEPS}
        seconds, now = settings.daemon.tick.total_seconds(), utc_now()
        scheduler.add_job(one_pass, "interval", (app,), {"scheduled": True, "turns": turns}, seconds=seconds, next_run_time=now, id=_TICK)
        with beside(app, _Waker(scheduler, app, turns)):
            scheduler.start()
            _until_asked(settings, stop)
        patience = settings.daemon.shutdown.total_seconds()
        with _later(min(_FETCHES_MAY_END, patience / 2), app.cut), _later(patience, _end_hard):
            scheduler.shutdown(wait=True)
    observing.note("daemon.stopped", {})
    observing.flush()
    if stop.failed is not None:
        raise stop.failed


def _until_asked(settings: Settings, stop: _Stop) -> None:
    facts = {"sources": len(settings.sources), "sites": len(settings.sites), "tick": str(settings.daemon.tick)}
    observing.note("daemon.started", facts)
    stop.asked.wait()
    observing.note("daemon.stopping", {})


class _Waker:
    """Has what hubs pushed read at once; while one walk waits to begin, further calls are answered by it."""

    def __init__(self, scheduler: BackgroundScheduler, app: Application, turns: Turns) -> None:
        self._scheduler, self._app, self._turns = scheduler, app, turns
        self._waits = threading.Lock()

    def __call__(self) -> None:
        if self._waits.acquire(blocking=False):
            self._scheduler.add_job(self._hear, executor=_PUSHES)

    def _hear(self) -> None:
        self._waits.release()  # before the store is read: what comes from here on asks for a walk of its own
        done = _walk(self._app, _FOR_PUSHES, self._turns, None)
        if any(tally.counts.get("to poll") for tally in done.values()):
            self._scheduler.modify_job(_TICK, next_run_time=utc_now())


def _scheduler(stop: _Stop) -> BackgroundScheduler:
    """One job, in memory; late is better than never, and never twice at once (the default grace of 1 s drops runs)."""
    scheduler = BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(1), _PUSHES: ThreadPoolExecutor(1)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    scheduler.add_listener(lambda event: _job_went_wrong(event, stop), EVENT_JOB_ERROR)
    scheduler.add_listener(lambda _: observing.note("tick.skipped", {"why": "the last one still runs"}), EVENT_JOB_MAX_INSTANCES)
    return scheduler


def _job_went_wrong(event: JobExecutionEvent, stop: _Stop) -> None:
    """A tick that raised was logged and reported by its step; only an unusable store ends the daemon."""
    if isinstance(event.exception, StoreUnavailable):
        stop.fail(event.exception)


@contextmanager
def _later(seconds: float, deed: Callable[[], None]) -> Iterator[None]:
    """Do something after a while, unless this ends before."""
    timer = threading.Timer(seconds, deed)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end_hard() -> None:
    """Time ran out: say so and end; what was claimed is taken up again when its lease has run out."""
    observing.note("daemon.ended-hard", {"why": "daemon.shutdown ran out while a site was answering"})
    observing.flush()
    os._exit(1)


@contextmanager
def _signals(stop: _Stop) -> Iterator[None]:
    """SIGTERM and SIGINT ask for the end; a second one means it."""

    def ask(number: int, _: FrameType | None) -> None:
        if stop.asked.is_set():
            os._exit(128 + number)
        stop.asked.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
