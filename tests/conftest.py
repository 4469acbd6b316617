"""What holds for the whole suite: nothing is skipped in silence, an empty run fails, no test leaves this machine."""

import ipaddress
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import settings

CI = os.environ.get("CI", "") not in ("", "0", "false")
# The only reasons for which a test may be skipped where CI=true: data that is not ours to copy, and Go's own log code.
SKIPS_ALLOWED_IN_CI = re.compile(r"vectors.*absent|absent.*vectors|Go with .* is not here", re.IGNORECASE)

# Other programs share the processor: how long one example takes says nothing. In CI, a commit decides the examples.
settings.register_profile("house", deadline=None, derandomize=CI, print_blob=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of published test vectors: data too large to copy here. Skips, saying so, where it is absent."""
    folder = Path(os.environ.get("EXCHANGE_VECTORS") or Path(__file__).parents[2] / "shared" / "vectors")
    if not folder.is_dir():
        pytest.skip("the published vectors are absent (EXCHANGE_VECTORS names their folder)")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> object:
    """Fail a run in which no test passed, and in CI one in which a test was skipped without an allowed reason."""
    result = yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return result
    skips = [_reason(report) for report in reporter.stats.get("skipped", [])]
    unexplained = [reason for reason in skips if not SKIPS_ALLOWED_IN_CI.search(reason)]
    for reason in skips:
        reporter.write_line(f"skipped: {reason}", yellow=True)
    if exitstatus == pytest.ExitCode.OK and not reporter.stats.get("passed"):
        reporter.write_line("No test ran.", red=True)
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
    elif exitstatus == pytest.ExitCode.OK and CI and unexplained:
        reporter.write_line(
            f"CI allows no skipped test but for a reason in tests/conftest.py: {len(unexplained)}", red=True
        )
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return result


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return f"{report.nodeid}: {told}"


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse, as a network that is down would, every name look-up and connection that leads elsewhere."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name not in (None, "", "localhost") and not _is_loopback(str(name)):
        raise ConnectionRefusedError("tests speak to this machine only")


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(_stay_on_this_machine)
