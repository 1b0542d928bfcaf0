"""The history of a definition: who saved what, what differs, and the way back."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.driving import LOOKS, Ui


def given(ui: Ui) -> str:
    """A route with two versions: the second has another subject and text."""
    mail, name = ui.name("mail"), ui.name("route")
    api = ui.api()
    connection = {
        "type": "smtp_send",
        "host": "smtp.example.org",
        "sender_address": "hr@example.org",
        "auth_type": "none",
    }
    assert api.put(f"/connections/{mail}", json=connection).status_code == 201
    for subject, text in (
        ("Документ", "Здравствуйте!\n\nРассмотрите документ."),
        ("Договор", "Здравствуйте!\n\nСогласуйте договор."),
    ):
        body = {
            "type": "smtp_send",
            "connection": mail,
            "integration": {"subject_template": subject, "body_template": text},
        }
        assert api.put(f"/routes/{name}", json=body).status_code in (200, 201)
    return name


def test_the_history_names_authors_and_shows_both_sides(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}")
    page.get_by_role("button", name="История").or_(page.get_by_role("link", name="История")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"История: {name}")
    newest = page.get_by_role("list", name="Версии").get_by_role("listitem").first
    expect(newest).to_contain_text("admin")
    expect(newest).to_contain_text("текущая")

    subject = page.get_by_role("table", name="Интеграция › Шаблон темы")
    expect(subject.get_by_role("cell")).to_have_text(["Документ", "Договор"])
    text = page.get_by_role("table", name="Интеграция › Шаблон текста сообщения")
    expect(text.locator("tr[data-equal='true']")).to_have_count(2)
    expect(text.locator("tr[data-equal='false']")).to_have_text("Рассмотрите документ.Согласуйте договор.")


def test_an_older_version_is_restored_as_a_new_one(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}/versions")
    page.get_by_role("button", name="Версия 1").click()
    page.get_by_role("button", name="Восстановить эту версию").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Восстановить версию 1?")
    dialog.get_by_role("button", name="Восстановить", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Свойства пути передачи данных: {name}")
    stored = ui.api().get(f"/routes/{name}").json()
    assert (stored["version"], stored["body"]["integration"]["subject_template"]) == (3, "Документ")


@LOOKS
def test_the_page_is_accessible_and_fits(page: Page, ui: Ui, language: str, theme: str, width: int) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}/versions", language=language, theme=theme, width=width)
    expect(page.get_by_text("Согласуйте договор.")).to_be_visible()
    ui.judge(f"versions-{language}-{theme}-{width}")
