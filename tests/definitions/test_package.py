"""An app folder as one ZIP file: what goes in comes out, and nothing else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from vestnik.definitions.folder import package
from vestnik.kernel.problem import Invalid

FILES = {"app.yaml": "name: Pochta\n", "routes/out.yaml": "type: smtp_send\n"}


def packed(files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    made.seek(0)
    return made


def unpacked(made: io.BytesIO, folder: Path) -> dict[str, str]:
    package.unpack(made, folder)
    return {
        file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()
    }


def refusal(made: io.BytesIO, folder: Path) -> tuple[str, tuple[str | int, ...]]:
    with pytest.raises(Invalid) as caught:
        package.unpack(made, folder)
    return caught.value.problem.code, caught.value.problem.path


def test_what_was_packed_comes_out(tmp_path: Path) -> None:
    folder = tmp_path / "app"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    first, second = io.BytesIO(), io.BytesIO()
    package.pack(folder, first)
    package.pack(folder, second)
    assert first.getvalue() == second.getvalue(), "the same app gives the same bytes"
    first.seek(0)
    assert unpacked(first, tmp_path / "out") == FILES


def test_a_folder_around_everything_and_what_is_no_yaml_is_left_out(tmp_path: Path) -> None:
    around = {f"pochta/{name}": text for name, text in FILES.items()}
    others = {"pochta/README.md": "#", "__MACOSX/pochta/._app.yaml": "x", "pochta/.git/x.yaml": "x"}
    assert unpacked(packed({**around, **others}), tmp_path) == FILES


@pytest.mark.parametrize("name", ["../app.yaml", "/etc/app.yaml", "routes/../../x.yaml", "C:/x.yaml"])
def test_a_file_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal(packed({**FILES, name: "x"}), tmp_path / "in") == ("outside", (name,))
    assert not list(tmp_path.rglob("*.yaml"))


def test_a_bomb_is_refused_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1 << 20)
    made = packed({"app.yaml": b"#" * (8 << 20)})
    assert len(made.getvalue()) < 20_000
    assert refusal(made, tmp_path)[0] == "package_too_large"
    assert sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file()) <= 1 << 20


def test_a_size_that_the_package_lies_about_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1 << 20)
    made = packed({"app.yaml": b"#" * (8 << 20)}).getvalue()
    told = (8 << 20).to_bytes(4, "little")
    assert refusal(io.BytesIO(made.replace(told, (100).to_bytes(4, "little"))), tmp_path)[0] in (
        "package_too_large",
        "not_a_package",
    )


@pytest.mark.parametrize("content", [b"", b"PK", b"name: Pochta", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(io.BytesIO(content), tmp_path)[0] == "not_a_package"


def test_a_damaged_package_is_refused(tmp_path: Path) -> None:
    made = bytearray(packed({"app.yaml": "name: Pochta\n" * 100}).getvalue())
    made[60] ^= 0xFF
    assert refusal(io.BytesIO(bytes(made)), tmp_path)[0] == "not_a_package"


def test_other_compression_than_the_usual_one_is_refused(tmp_path: Path) -> None:
    assert refusal(packed(FILES, zipfile.ZIP_LZMA), tmp_path)[0] == "unusual_compression"


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_FILES", 1)
    assert refusal(packed(FILES), tmp_path)[0] == "too_many_files"
