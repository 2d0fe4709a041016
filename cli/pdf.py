"""A page as a PDF, printed by a browser that is installed: no network, a time limit, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from riskengine.diagnostics import UsageError
from riskengine.explaining.values import visible

__all__ = ["BROWSERS", "CHOICE", "SECONDS", "find_browser", "print_pdf"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
"""The programs that are looked for, in this order."""

CHOICE = "RISKENGINE_BROWSER"
"""The environment variable that names another."""

SECONDS = 60
"""How long the browser may take."""

_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name leads anywhere
    "--no-pdf-header-footer",  # they would print the name of the file
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)
_LONGEST_COMPLAINT = 300


def find_browser() -> str:
    """The browser that prints: the one that RISKENGINE_BROWSER names, else the first of `BROWSERS` that is installed.

    Raises UsageError where there is none.
    """
    chosen = os.environ.get(CHOICE, "")
    found = shutil.which(chosen) if chosen else next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is not None:
        return found
    if chosen:
        raise UsageError(f"--format pdf needs a browser, and {CHOICE} names one that is not there: {visible(chosen)}")
    raise UsageError(
        f"--format pdf needs a browser to print with, and none is installed: {', '.join(BROWSERS)} were looked for. "
        f"Install Chromium, name a browser of its kind in {CHOICE}, or use --format html and print that page"
    )


def print_pdf(page: str, browser: str, *, seconds: float = SECONDS) -> bytes:
    """The HTML page as a tagged PDF, on the paper that its style sheet names.

    The browser gets a home of its own, which is removed with everything in it. Raises UsageError where it fails or takes
    longer than `seconds`.
    """
    with tempfile.TemporaryDirectory(prefix="riskengine-") as folder:
        home = Path(folder)
        file, result = home / "decision.html", home / "decision.pdf"
        file.write_text(page, encoding="utf-8")
        said = _run([browser, *_OPTIONS, *_sandbox(), *_places(home), file.as_uri()], home, seconds)
        pdf = result.read_bytes() if result.exists() else b""
        if not pdf.startswith(b"%PDF-"):
            raise UsageError(f"{browser} printed no PDF: {_complaint(said) or 'it did not say why'}")
        return pdf


def _sandbox() -> list[str]:
    """Chromium refuses to start for root with its sandbox; the page holds no script and reaches no network."""
    return ["--no-sandbox"] if sys.platform != "win32" and os.geteuid() == 0 else []


def _places(home: Path) -> list[str]:
    return [f"--user-data-dir={home / 'profile'}", f"--print-to-pdf={home / 'decision.pdf'}"]


def _run(command: list[str], home: Path, seconds: float) -> str:
    """What the browser said while it ran; everything that it started has ended afterwards."""
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR", "TEMP", "TMP"), str(home))
    said = home / "said"
    with said.open("wb") as stream:
        try:
            process = subprocess.Popen(  # noqa: S603 - the program that the user has installed or named, and our own options
                command,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                env={**os.environ, **own},
                cwd=home,
                start_new_session=True,
            )
        except OSError as error:
            raise UsageError(f"{command[0]} cannot be started: {error.strerror}") from error
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise UsageError(f"{command[0]} printed no PDF within {seconds:g} seconds") from None
        finally:
            _end(process)
    return said.read_text(encoding="utf-8", errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
            time.sleep(0.05)  # they let go of their files before those are removed
    process.wait()


def _complaint(said: str) -> str:
    """The last line that says what went wrong; a browser says much else."""
    lines = [visible(line).strip() for line in said.splitlines() if line.strip()]
    wrong = [line for line in lines if "FATAL" in line or "ERROR" in line] or lines
    return wrong[-1][:_LONGEST_COMPLAINT] if wrong else ""
