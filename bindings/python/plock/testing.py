"""The testing kit: `Sandbox` and what it returns. Install it with `pip install plock-testing`."""

from importlib.util import find_spec as _find_spec

if _find_spec("plock_testing") is None:
    raise ModuleNotFoundError("plock.testing: pip install plock-testing", name="plock_testing")

from plock_testing import Recorded, Request, Sandbox

__all__ = ["Recorded", "Request", "Sandbox"]
