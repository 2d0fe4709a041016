"""Words that no file of the project may hold."""

from __future__ import annotations

import re

from tests.repo.sources import ROOT, text_files

# In pieces, so that this file does not hold them itself.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npm", "deb.debian" + ".org", "conda." + "anaconda"]
PLACES = ["/" + "tmp/", "/" + "work/", "/" + "root/", "/" + "home/"]
FORBIDDEN = re.compile("|".join(re.escape(word) for word in HOSTS + PLACES))


def test_no_file_names_a_package_registry_or_a_machine():
    held = {}
    for path in text_files():
        found = FORBIDDEN.findall(path.read_bytes().decode("utf-8", "replace"))
        if found:
            held[str(path.relative_to(ROOT))] = sorted(set(found))
    assert held == {}


def test_no_text_depends_on_the_locale_of_the_process():
    """A decision is the same byte for byte (language 3.11), so no locale names its months."""
    by_locale = re.compile(r"%[aAbBcpxX]\b|strftime")

    found = [path.name for path in sorted((ROOT / "riskengine").rglob("*.py")) if by_locale.search(path.read_text("utf-8"))]

    assert found == []
