"""Vendored files: unchanged, licensed, and asking no other host for anything."""

import hashlib
import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
VENDOR = WEB / "static" / "vendor"
CHECKSUMS = VENDOR / "CHECKSUMS"

#: Files that other files are made whole by: licences, notices, and the list of checksums.
COMPANION = re.compile(r"(LICEN[CS]E|NOTICE|THIRD-PARTY)[\w.-]*$|^CHECKSUMS$")

#: Places where HTML, templates and style sheets make a browser load something at once.
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|embed|audio|video|track)\b[^>]*\bsrc(?:set)?\s*=\s*["']?([^"'\s>]+)
    |<link\b(?=[^>]*\brel\s*=\s*["']?(?:stylesheet|icon|preload|modulepreload|manifest))[^>]*\bhref\s*=\s*["']?([^"'\s>]+)
    |<(?:object)\b[^>]*\bdata\s*=\s*["']?([^"'\s>]+)
    |url\(\s*["']?([^"')\s]+)
    |@import\s+(?:url\(\s*)?["']?([^"')\s;]+)""",
    re.VERBOSE | re.IGNORECASE,
)
SERVED = sorted(
    path
    for folder in (WEB / "static", WEB / "templates")
    for path in folder.rglob("*")
    if path.suffix in {".css", ".html", ".svg"}
)


def vendored() -> list[Path]:
    return [path for path in sorted(VENDOR.iterdir()) if not COMPANION.search(path.name)]


def test_every_vendored_file_is_the_one_that_was_checked_in() -> None:
    """Each file has its SHA-256 in CHECKSUMS, and CHECKSUMS lists no other file."""
    lines = (line.split() for line in CHECKSUMS.read_text("utf-8").splitlines())
    listed = {name.lstrip("*"): digest for digest, name in lines}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path != CHECKSUMS
    }

    assert found == listed


@pytest.mark.parametrize("path", vendored(), ids=lambda path: path.name)
def test_a_licence_lies_beside_every_vendored_file(path: Path) -> None:
    """The licence has the name of the library in front."""
    library = re.split(r"[-.](?=\d|[0-9a-f]{12})", path.name)[0]
    licences = [item for item in VENDOR.glob(f"{library}*") if "LICENSE" in item.name]

    assert licences
    assert all(len(item.read_text("utf-8")) > 500 for item in licences)


@pytest.mark.parametrize("path", SERVED, ids=lambda path: str(path.relative_to(WEB)))
def test_no_served_file_loads_anything_from_another_host(path: Path) -> None:
    """No source, style sheet, image or import names a scheme or a host."""
    found = ("".join(parts) for parts in LOADED.findall(path.read_text("utf-8")))

    assert [] == [
        target for target in found if re.match(r"(?!data:)([a-z][a-z0-9+.-]*:|//)", target)
    ]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.org/x.js">',
        '<link rel="stylesheet" href="//example.org/x.css">',
        '<img alt="" src="http://example.org/x.png">',
        "a { background: url('https://example.org/x.png') }",
        '@import "https://example.org/x.css";',
    ],
)
def test_a_foreign_host_would_be_found(text: str) -> None:
    """The pattern sees each way to load something, so the test above tests."""
    [parts] = LOADED.findall(text)

    assert "example.org" in "".join(parts)


def test_the_page_of_the_forms_asks_no_validator() -> None:
    """Swagger UI is told not to send the description to its maker's validator."""
    assert "validatorUrl: null" in (WEB / "static" / "api.js").read_text("utf-8")
