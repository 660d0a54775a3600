"""qis preview"""

import errno
import http.client
import os
import signal
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from qis_tool.cli.commands.preview import _server
from qis_tool.cli.serving import LocalServer, Reply
from qis_tool.preview import preview, state

Qis = Callable[..., tuple[int, str, str]]
ENDED = "The preview has ended."


@pytest.fixture
def plan(samples: Path, tmp_path: Path) -> Path:
    """A good plan in a folder of its own."""
    file = tmp_path / "plan.yaml"
    file.write_bytes((samples / "good/minimal.yaml").read_bytes())
    return file


def running(server: LocalServer) -> Iterator[LocalServer]:
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def served(plan: Path) -> Iterator[LocalServer]:
    """A running preview of the plan."""
    yield from running(_server(str(plan), 0))


def got(address: str) -> tuple[bytes, dict[str, str]]:
    with urlopen(address, timeout=10) as reply:  # noqa: S310 # the address is our own server's
        return reply.read(), dict(reply.headers)


def answered(server: LocalServer, host: str, path: str) -> tuple[int, str]:
    """The status and text that a request gets which says it is for this host."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", path, headers={"Host": host})
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    return reply.status, text


def test_the_page_and_its_state_follow_the_file(served: LocalServer, plan: Path) -> None:
    for content in (plan.read_bytes(), b"form: k2\n", b"form: [\n", b""):
        plan.write_bytes(content)
        assert got(served.address)[0] == preview(content, str(plan)).page
        assert got(f"{served.address}state")[0].decode() == state(content)


def test_a_file_that_is_gone_for_a_moment_does_no_harm(served: LocalServer, plan: Path) -> None:
    content = plan.read_bytes()
    plan.unlink()
    assert got(f"{served.address}state")[0] == b""
    assert b"there is no such file" in got(served.address)[0]
    plan.write_bytes(content)
    assert got(f"{served.address}state")[0].decode() == state(content)


def test_a_browser_is_told_to_keep_run_and_pass_on_nothing(served: LocalServer, plan: Path) -> None:
    _, headers = got(served.address)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Security-Policy"] == preview(plan.read_bytes(), str(plan)).policy
    for sent in (headers, got(f"{served.address}state")[1]):
        assert sent["Cache-Control"] == "no-store"
        assert sent["Referrer-Policy"] == "no-referrer"
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert sent["Content-Security-Policy"].startswith("default-src 'none'")
        assert sent["Server"].strip() == "qis"


def test_it_can_be_reached_on_this_machine_only_and_under_its_own_name(served: LocalServer) -> None:
    path, port = urlsplit(served.address).path, served.server_port
    assert served.server_address[0] == "127.0.0.1"
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert answered(served, host, path)[0] == 200
    for host in ("example.com", f"example.com:{port}", "localhost", f"127.0.0.1:{port + 1}", ""):
        assert answered(served, host, path) == (421, "This is not the address of this preview.")


@pytest.mark.parametrize("path", ["/", "/state", "//", "/../", "/index.html", "/?", "/plan.yaml"])
def test_nothing_is_shown_without_the_secret_part_of_the_address(served: LocalServer, path: str) -> None:
    status, text = answered(served, f"localhost:{served.server_port}", path)
    assert (status, text) == (404, "There is no such page. Open the address that was printed.")


def test_the_secret_is_long_and_new_each_time(plan: Path) -> None:
    secrets = set()
    for _ in range(3):
        with _server(str(plan), 0) as server:
            secrets.add(urlsplit(server.address).path)
    assert len(secrets) == 3
    assert min(map(len, secrets)) >= 45


def test_the_address_a_browser_is_started_with_works_once(served: LocalServer, plan: Path) -> None:
    address = served.address_for_once()
    assert served.address not in address
    assert got(address)[0] == preview(plan.read_bytes(), str(plan)).page
    with pytest.raises(HTTPError, match="404"):
        got(address)


def test_only_reading_is_possible(served: LocalServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.server_port, timeout=10)
    connection.request("POST", urlsplit(served.address).path, b"x")
    assert connection.getresponse().status == 501
    connection.close()


def test_nothing_is_logged(served: LocalServer, capsys: pytest.CaptureFixture[str]) -> None:
    got(served.address)
    answered(served, "example.com", "/")
    assert capsys.readouterr() == ("", "")


def test_a_fault_of_ours_is_told_without_a_word_of_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    def faulty() -> Reply:
        raise ValueError("a confidential answer")

    for server in running(LocalServer({"": faulty})):
        with pytest.raises(http.client.RemoteDisconnected):
            got(server.address)
    _, err = capsys.readouterr()
    assert err.startswith("qis: this is a fault of qis, not of your plan.")
    assert "ValueError at" in err
    assert "confidential" not in err


def test_a_browser_that_goes_away_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> Reply:
        raise BrokenPipeError

    for server in running(LocalServer({"": broken})):
        with pytest.raises(http.client.RemoteDisconnected):
            got(server.address)
    assert capsys.readouterr().err == ""


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Queue[str]:
    """Has the user press Ctrl-C as soon as the server is ready; the addresses that browsers were started with."""
    opened: Queue[str] = Queue()

    def stop(server: LocalServer, *_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(LocalServer, "serve_forever", stop)
    monkeypatch.setattr(webbrowser, "open", opened.put)
    return opened


def test_it_says_where_the_preview_is_and_ends_in_peace(qis: Qis, plan: Path, interrupted: Queue[str]) -> None:
    code, out, err = qis("preview", plan, "--no-browser")
    first, address, last = err.splitlines()
    assert (code, out, last) == (0, "", ENDED)
    assert first == f"Preview of {plan}, renewed whenever the file is saved. Ctrl-C ends it."
    assert address.startswith("http://127.0.0.1:")
    assert interrupted.empty()


def test_it_opens_a_browser_at_an_address_that_gives_no_secret_away(
    qis: Qis, plan: Path, interrupted: Queue[str]
) -> None:
    code, _, err = qis("preview", plan)
    printed, opened = urlsplit(err.splitlines()[1]), urlsplit(interrupted.get(timeout=10))
    assert (code, printed.netloc) == (0, opened.netloc)
    assert printed.path not in opened.path


def test_a_port_may_be_chosen(qis: Qis, plan: Path, interrupted: Queue[str]) -> None:
    with LocalServer({}) as server:
        port = server.server_port
    code, _, err = qis("preview", plan, "--no-browser", "--port", port)
    assert (code, urlsplit(err.splitlines()[1]).port) == (0, port)


def test_a_port_that_is_taken_is_refused(qis: Qis, plan: Path, served: LocalServer) -> None:
    port = served.server_port
    code, out, err = qis("preview", plan, "--port", port)
    assert (code, out) == (2, "")
    why = os.strerror(errno.EADDRINUSE)
    assert err == f"qis: Port {port} can't be used: {why}. Without --port, a free one is taken.\n"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("-", "A preview follows a file as it is saved: name the plan file instead of standard input."),
        (".", ".: this is a folder. Name the plan file in it to preview."),
        ("none.yaml", "none.yaml: there is no such file."),
        (
            "plan.pdf",
            (
                "plan.pdf: not a plan: it is a PDF. A plan is a text file in YAML, "
                "such as qis init writes, or qis import makes of a form filled in Word."
            ),
        ),
    ],
)
def test_what_can_not_be_previewed_is_refused(qis: Qis, tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    assert qis("preview", name) == (2, "", f"qis: {says}\n")


def test_a_file_that_is_no_plan_is_no_reason_to_refuse(qis: Qis, tmp_path: Path, interrupted: Queue[str]) -> None:
    (tmp_path / "new.yaml").write_bytes(b"")
    assert qis("preview", "new.yaml", "--no-browser")[0] == 0


@pytest.mark.parametrize(("name", "code", "last"), [("SIGINT", 0, f"{ENDED}\n"), ("SIGTERM", 143, "")])
def test_as_a_process_it_serves_until_it_is_stopped(
    name: str, code: int, last: str, environment: dict[str, str], plan: Path
) -> None:
    program = [sys.executable, "-m", "qis_tool", "preview", str(plan), "--no-browser"]
    with subprocess.Popen(program, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        process.stderr.readline()
        address = process.stderr.readline().strip()
        assert got(f"{address}state")[0].decode() == state(plan.read_bytes())
        process.send_signal(signal.Signals[name])
        assert (process.stderr.read(), process.wait(timeout=20)) == (last, code)
