"""The order of the tests: what takes long comes first, so that no process works alone at the end.

`make test` hands whole files to its processes (`--dist loadfile`): what a file prepares is prepared once.
"""

import pytest

from soesmart.config.env import ROOT

FIRST = ("tests/test_tenant_crawl.py", "tests/browser/", "tests/", "soesmart/portal/", "soesmart/strategy/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    path = item.path.relative_to(ROOT).as_posix()
    return next((turn for turn, start in enumerate(FIRST) if path.startswith(start)), len(FIRST))
