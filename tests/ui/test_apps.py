"""«Приложения»: a package is downloaded, its plan looked at, and put in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.ui.driving import LOOKS, Ui
from tests.ui.worked import put


def given_package(ui: Ui, folder: Path, **files: str) -> tuple[Path, str]:
    """A package with an app and a template, and the app's name; further files by `folder__name`."""
    app = ui.name("Kadry")
    texts = {
        "app.yaml": f"name: {app}\ntitle: Кадры {app}\nversion: '1.2'\n",
        f"templates/T_{app}.yaml": f"title: Заявка {app}\nattributes:\n- {{name: Tema, title: Тема, data_type: text}}\n",
        **{f"{name.replace('__', '/')}.yaml": text for name, text in files.items()},
    }
    packed = folder / f"{app}.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return packed, app


def choose(page: Page, ui: Ui, packed: Path) -> None:
    ui.open("/apps/-/upload")
    page.locator("input[type=file]").set_input_files(packed)


def test_a_package_shows_its_plan_and_is_put_in(page: Page, ui: Ui, tmp_path: Path) -> None:
    packed, app = given_package(ui, tmp_path)
    ui.open("/apps")
    page.get_by_role("button", name="Загрузить пакет").first.click()
    page.locator("input[type=file]").set_input_files(packed)

    plan = page.get_by_role("region", name=f"План: Кадры {app}")
    expect(plan).to_contain_text("создать: 2")
    expect(plan).to_contain_text(f"Заявка {app}")
    ui.judge("apps-plan-ru-light-1280")
    assert ui.api().get(f"/apps/{app}").status_code == 404

    page.get_by_role("button", name="Применить").click()
    expect(page.get_by_role("heading", name=f"Применено: Кадры {app}")).to_be_visible()
    page.get_by_role("button", name="К приложению").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Кадры {app}")
    contents = page.get_by_role("region", name="Состав")
    expect(contents.get_by_role("link", name=f"Заявка {app}")).to_be_visible()
    ui.judge("apps-app-ru-light-1280", whole=True)


def test_an_app_is_downloaded_and_its_changes_are_told_property_by_property(
    page: Page, ui: Ui, tmp_path: Path
) -> None:
    packed, app = given_package(ui, tmp_path)
    choose(page, ui, packed)
    page.get_by_role("button", name="Применить").click()
    page.get_by_role("button", name="К приложению").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Скачать").click()
    assert waiting.value.suggested_filename == f"{app}.zip"
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as opened:
        assert {"app.yaml", f"templates/T_{app}.yaml"} == set(opened.namelist())

    put(ui, f"/templates/T_{app}", {"title": "Переименован", "attributes": []})
    choose(page, ui, packed)
    plan = page.get_by_role("region", name=f"План: Кадры {app}")
    expect(plan).to_contain_text("изменить: 1")
    expect(plan).to_contain_text("Без изменений: 1 определение")
    plan.get_by_role("button", name="Что изменится").click()
    expect(plan.get_by_role("cell", name="Переименован")).to_be_visible()
    ui.judge("apps-changes-ru-light-1280", whole=True)


def test_what_is_wrong_with_a_package_is_told_with_file_and_line(page: Page, ui: Ui, tmp_path: Path) -> None:
    packed, _ = given_package(ui, tmp_path, templates__Bad="title: x\natributes: []\n")
    choose(page, ui, packed)
    expect(page.get_by_role("alert")).to_contain_text("templates/Bad.yaml.atributes, строка 2")
    expect(page.get_by_role("button", name="Применить")).to_be_disabled()
    other = tmp_path / "other.zip"
    other.write_text("not a zip")
    page.get_by_role("button", name="Выбрать другой файл").click()
    page.locator("input[type=file]").set_input_files(other)
    expect(page.get_by_role("alert")).to_contain_text("Это не пакет приложения")


def test_a_password_that_the_package_only_names_is_asked_for(page: Page, ui: Ui, tmp_path: Path) -> None:
    name = ui.name("mail")
    text = f"type: smtp_send\nhost: smtp.example.org\nsender_address: hr@example.org\nusername: hr\npassword: {{env: SECRET_{name}}}\n"
    packed, app = given_package(ui, tmp_path, **{f"connections__{name}": text})
    choose(page, ui, packed)
    page.get_by_label(f"Подключение {name}: Пароль").fill("s3cret")
    ui.judge("apps-secrets-ru-light-1280")
    page.get_by_role("button", name="Продолжить").click()
    expect(page.get_by_role("region", name=f"План: Кадры {app}")).to_contain_text("создать: 3")
    page.get_by_role("button", name="Применить").click()
    expect(page.get_by_role("button", name="К приложению")).to_be_visible()
    assert ui.api().get(f"/connections/{name}").json()["secrets"] == ["password"]


@LOOKS
def test_the_pages_in_every_look(
    page: Page, ui: Ui, tmp_path: Path, language: str, theme: str, width: int
) -> None:
    packed, app = given_package(ui, tmp_path)
    ui.open("/apps/-/upload", language=language, theme=theme, width=width)
    ui.judge(f"apps-upload-{language}-{theme}-{width}")
    page.locator("input[type=file]").set_input_files(packed)
    expect(page.locator("main ul > li")).to_have_count(2)
    ui.judge(f"apps-plan-{language}-{theme}-{width}", whole=True)
    page.get_by_role("button", name="Применить" if language == "ru" else "Apply").click()
    page.get_by_role("button", name="К приложению" if language == "ru" else "To the app").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(app)
    ui.judge(f"apps-app-{language}-{theme}-{width}", whole=True)
    ui.open("/apps", language=language, theme=theme, width=width)
    ui.judge(f"apps-{language}-{theme}-{width}")
