"""Starts the reference portal. This is the only place in the suite that knows it.

It is loaded only if the reference portal is what is tested.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from e2e.contract import Addresses
from e2e.targets.certified import certified
from e2e.targets.changed import AS_IT_IS, Changed
from e2e.targets.described import DescribedTarget
from e2e.targets.http import HttpControl
from reference_app.testbed.portal import CONTROL, running_testbed


@contextmanager
def reference_target(changed: Changed = AS_IT_IS) -> Iterator[DescribedTarget]:
    """A new testbed, on a database in a temporary folder, which is used over HTTP like any other portal."""
    language, different = changed.language or "nl", changed.testbed
    with (
        _certified(wanted=changed.tls) as (authority, certificate),
        running_testbed(different.prepare, certificate) as (testbed, url),
    ):
        control = HttpControl(url + CONTROL, testbed.token, authority, language=language)
        try:
            yield DescribedTarget(
                name="the reference portal",
                language=language,
                addresses=Addresses(front=f"{url}/", home=url + different.home, teacher=url + different.teacher),
                control=control,
                selectors=different.look.selectors(),
                actions=different.look.clicked(),
                shared=False,
                address_header="X-Forwarded-For",
                certificate_authority=authority,
            )
        finally:
            control.close()


@contextmanager
def _certified(*, wanted: bool) -> Iterator[tuple[Path | None, Path | None]]:
    """The files of `certified`, for as long as the block lasts; None for both if no TLS is wanted."""
    if not wanted:
        yield None, None
        return
    with TemporaryDirectory(prefix="authority-") as folder:
        yield certified(Path(folder))
