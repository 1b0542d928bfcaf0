"""System names are made of titles as the worked example expects."""

import pytest

from vestnik.kernel.names import is_system_name, system_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Получатель", "Poluchatel"),
        ("Вложение", "Vlozhenie"),
        ("Эл. письма", "Elpisma"),
        ("Авансовый отчет", "Avansovyyotchet"),
        ("Заявка на отпуск", "Zayavkanaotpusk"),
        ("Плательщик", "Platelschik"),
        ("Организации", "Organizatsii"),
        ("Нажата кнопка «Сохранить»", "NazhataknopkaSokhranit"),
        ("2-й этаж", "Yetazh"),
        ("…", ""),
    ],
)
def test_a_title_becomes_a_system_name(title: str, name: str) -> None:
    assert system_name(title) == name


@pytest.mark.parametrize("name", ["mail_out", "Письмо", "_x", "A1"])
def test_a_system_name_may_be_latin_or_cyrillic(name: str) -> None:
    assert is_system_name(name)


@pytest.mark.parametrize("name", ["", "1a", "a-b", "a b", "a.b", "x" * 129, "a\n"])
def test_anything_else_is_no_system_name(name: str) -> None:
    assert not is_system_name(name)
