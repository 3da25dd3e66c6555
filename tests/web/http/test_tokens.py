"""The token of editors."""

from pathlib import Path

import pytest

from graph.errors import UnusableInput
from web.http.tokens import VARIABLE, Token, readable_by_others

SECRET = "a-secret-of-24-characters"


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "token"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_only_the_token_itself_matches(tmp_path: Path) -> None:
    """The file's line break is no part of the token; anything else does not match."""
    token = Token.read(written(tmp_path, f"{SECRET}\n"))

    assert token.matches(SECRET)
    assert [] == [
        x for x in ("", SECRET[:-1], f"{SECRET}x", SECRET.upper(), "é") if token.matches(x)
    ]
    assert SECRET not in repr(token)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "at least 16 characters"),
        (" \n", "at least 16 characters"),
        ("fifteen-letters", "at least 16 characters"),
        ("two words of sufficient length", "one word"),
        ("two-lines-of\nsufficient-length", "one word"),
        (b"\xff" * 20, "one word"),
    ],
)
def test_a_bad_token_is_refused_without_showing_it(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    """A file without a usable token is named with what would do, not with what it holds."""
    path = written(tmp_path, content)

    with pytest.raises(UnusableInput, match=message) as caught:
        Token.read(path)

    assert str(path) in str(caught.value)
    assert "sufficient" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A token file that is not there, or is a folder, is an error with its path."""
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(UnusableInput, match=str(path)):
            Token.read(path)


def test_others_who_can_read_the_token_are_noticed(tmp_path: Path) -> None:
    """Only a file of the user's own counts as a secret."""
    path = written(tmp_path, SECRET)
    found = []
    for mode in (0o600, 0o400, 0o640, 0o604):
        path.chmod(mode)
        found.append(readable_by_others(path))

    assert [False, False, True, True] == found


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Server processes read the file that the environment names, if it names one."""
    monkeypatch.delenv(VARIABLE, raising=False)
    without = Token.from_environment()
    monkeypatch.setenv(VARIABLE, str(written(tmp_path, SECRET)))

    assert (None, Token.read(tmp_path / "token")) == (without, Token.from_environment())
