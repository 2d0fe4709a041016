"""What is installed: the listed packages are all there are, and every shipped file is matched by a pattern."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch

from tests.repo.sources import ROOT, text_files

SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
FOLDERS = SETUPTOOLS["package-dir"]


def test_every_package_is_listed():
    found = {
        ".".join([package, *init.parent.relative_to(ROOT / folder).parts])
        for package, folder in FOLDERS.items()
        for init in (ROOT / folder).rglob("__init__.py")
    }
    assert sorted(SETUPTOOLS["packages"]) == sorted(found)


def test_only_our_names_reach_site_packages():
    assert all(package.split(".")[0] in FOLDERS and package.startswith("riskengine") for package in SETUPTOOLS["packages"])


def test_every_shipped_file_is_packed():
    missed = []
    for package, folder in FOLDERS.items():
        patterns = SETUPTOOLS["package-data"].get(package, [])
        inside = [path for path in text_files() if path.is_relative_to(ROOT / folder) and path.suffix != ".py"]
        missed += [path for path in inside if not any(_fits(path.relative_to(ROOT / folder), each) for each in patterns)]
    assert missed == []


def _fits(path, pattern):
    """`**/` in a pattern stands for any folders, none among them."""
    return fnmatch(path.as_posix(), pattern) or fnmatch(path.name, pattern.removeprefix("**/"))
