"""Writing results: to standard output or to a file, whole or not at all, and over nothing without leave."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from riskengine.diagnostics import UsageError

__all__ = ["check_target", "say", "terminal_width", "wants_color", "write"]

_NARROWEST, _WIDEST = 60, 120


def say(message: str) -> None:
    """Tell the person something that is not a result: one line on standard error."""
    with suppress(OSError, ValueError):  # a closed standard error must not stop the work
        print(message, file=sys.stderr, flush=True)


def wants_color(choice: str) -> bool:
    """Whether results are coloured: `always`, `never`, or by NO_COLOR, FORCE_COLOR and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """The number of columns to fill: the terminal's, within reason; 100 where there is none."""
    import shutil

    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))


def check_target(target: Path | None, *, force: bool) -> None:
    """Refuse a file that cannot be written before any work is done.

    Raises UsageError where `target` is a folder, its folder is missing, or it exists and `force` was not given.
    """
    if target is None:
        return
    if target.is_dir():
        raise UsageError(f"{target} is a folder: --output takes the name of a file")
    if target.exists() and not force:
        raise UsageError(f"{target} exists already: add --force to overwrite it")
    if not target.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {target.absolute().parent} to write {target.name} in")


def write(
    pieces: Iterable[str], target: Path | None, *, force: bool = False, convert: Callable[[str], bytes] | None = None
) -> None:
    """Write `pieces` to `target`, or to standard output where it is None, in UTF-8.

    A file holds what `convert`, where it is given, makes of the whole. It appears whole or not at all, and not where there
    is nothing to write; a file that is to be overwritten is then left empty, because what it held is no longer so. Where
    the reader of standard output has gone, the rest is worked out but not written, so that the exit code still speaks of every
    case. Raises UsageError where writing fails.
    """
    if target is None:
        _to_stdout(pieces)
    else:
        _to_file(pieces, target, force=force, convert=convert)


def _to_stdout(pieces: Iterable[str]) -> None:
    stream = sys.stdout
    if stream is None:
        raise UsageError("standard output is closed: there is nowhere to write the result")
    if isinstance(stream, TextIOWrapper):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", newline="\n")
        stream.reconfigure(errors="backslashreplace")
    remaining = iter(pieces)
    for piece in remaining:
        try:
            stream.write(piece)
            stream.flush()
        except BrokenPipeError:
            _forget_stdout()
            for _ in remaining:
                pass
        except OSError as error:
            _forget_stdout()
            raise UsageError(f"the result could not be written: {error.strerror}") from error


def _forget_stdout() -> None:
    """Point standard output at nothing, so that Python's own flush at exit does not complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _to_file(pieces: Iterable[str], target: Path, *, force: bool, convert: Callable[[str], bytes] | None) -> None:
    import tempfile

    check_target(target, force=force)
    try:
        handle, name = tempfile.mkstemp(dir=target.absolute().parent, prefix=f".{target.name}.")
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(_encoded(pieces, convert))
            stream.flush()
            os.fsync(stream.fileno())
        if Path(name).stat().st_size or target.exists():
            _put_in_place(name, target, force=force)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _encoded(pieces: Iterable[str], convert: Callable[[str], bytes] | None) -> Iterator[bytes]:
    if convert is None:
        yield from map(str.encode, pieces)
    elif whole := "".join(pieces):
        yield convert(whole)


def _put_in_place(name: str, target: Path, *, force: bool) -> None:
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
    if force:
        Path(name).replace(target)
        return
    try:
        os.link(name, target)  # unlike a rename, this fails where the file has appeared meanwhile
    except FileExistsError:
        raise UsageError(f"{target} exists already: add --force to overwrite it") from None
    except OSError:  # a file system without links
        check_target(target, force=False)
        Path(name).replace(target)
