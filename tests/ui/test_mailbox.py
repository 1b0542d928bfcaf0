"""«Демо-ящик»: what the recipients of the demonstration got."""

from __future__ import annotations

import base64
import smtplib
from email.message import EmailMessage

from playwright.sync_api import Page, expect
from tests.ui.driving import MORE_LOOKS, Ui
from tests.ui.worked import SUBJECT, sent_letter


def test_a_letter_arrives_and_is_read(page: Page, ui: Ui, mailbox_port: int) -> None:
    sent_letter(ui, mailbox_port)
    ui.open("/mailbox")
    page.get_by_role("list", name="Полученные письма").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=2, name=SUBJECT)).to_be_visible()
    page.get_by_role("tab", name="Текст", exact=True).click()
    expect(page.get_by_text("Здравствуйте, Анна Петрова!")).to_be_visible()


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HTML = """<style>p { color: rgb(1, 2, 3) }</style><p>Прайс</p><img alt="Знак" src="cid:logo@example.org">
<img alt="Слежка" src="https://example.org/seen.png"><script>document.title = "run"</script>"""


def test_styles_and_images_inside_a_letter_are_shown_and_nothing_is_loaded(
    page: Page, ui: Ui, mailbox_port: int
) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "shop@example.org", "petrova@example.org"
    letter["Subject"] = subject = ui.name("Прайс")
    letter.set_content("Прайс")
    letter.add_alternative(HTML, subtype="html")
    letter.get_payload()[1].add_related(PIXEL, "image", "png", cid="<logo@example.org>")
    with smtplib.SMTP("127.0.0.1", mailbox_port) as server:
        server.send_message(letter)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ui.open("/mailbox")
    page.get_by_role("list", name="Полученные письма").get_by_role("link").filter(has_text=subject).click()
    shown = page.frame_locator("iframe")
    expect(shown.get_by_text("Прайс")).to_have_css("color", "rgb(1, 2, 3)")
    expect(shown.get_by_alt_text("Знак")).to_have_js_property("naturalWidth", 1)
    expect(shown.get_by_alt_text("Слежка")).to_have_js_property("naturalWidth", 0)
    assert not [url for url in asked if "example.org" in url]


@MORE_LOOKS
def test_the_page_is_accessible_and_fits(
    page: Page, ui: Ui, mailbox_port: int, language: str, theme: str, width: int
) -> None:
    sent_letter(ui, mailbox_port)
    ui.open("/mailbox", language=language, theme=theme, width=width)
    page.get_by_role("list").filter(has_text=SUBJECT).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=2, name=SUBJECT)).to_be_visible()
    ui.judge(f"mailbox-{language}-{theme}-{width}")
