"""The help of the command line in Russian.

Commands are written with their English help, which is their docstring; here stands what is shown instead, by the English
words. A test holds both together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import typer

from vestnik.kernel.text import Language

HELP = {
    "Vestnik: business e-mail out of a low-code application.": "Vestnik: деловая почта из low-code приложения.",
    "Show the version and exit.": "Показать версию и выйти.",
    "Install completion for the current shell.": "Установить дополнение команд для этой оболочки.",
    "Show completion for the current shell, to copy it or customize the installation.": "Показать дополнение команд для этой оболочки, чтобы скопировать его или изменить.",
    "Data folder (VESTNIK_DATA; default ./data).": "Папка данных (VESTNIK_DATA; по умолчанию ./data).",
    # apply, check, export
    "Show what would change and, when agreed, do all of it or nothing.": "Показать, что изменится, и после согласия сделать всё или ничего.",
    "App folder with app.yaml.": "Папка приложения с app.yaml.",
    "Delete what the app no longer has.": "Удалить то, чего в приложении больше нет.",
    "Do not ask.": "Не спрашивать.",
    "Check every definition of an app folder as if it were applied to an empty system; nothing is kept.": "Проверить все определения папки приложения, как если бы её применили к пустой системе; ничего не сохраняется.",
    "Write an app's definitions; comments and order of files that are there stay where nothing changed.": "Записать определения приложения; комментарии и порядок имеющихся файлов остаются там, где ничего не изменилось.",
    "Folder to write into.": "Папка, в которую записать.",
    "System name of the app; may be left out when there is one.": "Системное имя приложения; можно не указывать, если оно одно.",
    # cases, eval
    "Run formula and N3 vectors; exit code 0 only if all pass.": "Выполнить примеры формул и N3; код выхода 0, только если все верны.",
    "YAML files of cases.": "Файлы YAML с примерами.",
    "The world of N3 cases.": "Данные, на которых выполняются примеры N3.",
    "Evaluate an expression; nothing is changed. Exit code 0 if there is a value or none, 1 if it failed.": "Вычислить выражение; ничего не меняется. Код выхода 0, если значение есть или его нет, 1 — при ошибке.",
    "The text; - reads it from standard input.": "Текст; - читает его из стандартного ввода.",
    "Template of the record in hand; that of --record when left out.": "Шаблон текущей записи; если не указан — шаблон записи из --record.",
    "The record in hand, such as rec.101.": "Текущая запись, например rec.101.",
    "formula, n3, attribute; told by the text when left out.": "formula, n3, attribute; если не указано, определяется по тексту.",
    "Where it would stand: value, condition, filter.": "Где стояло бы выражение: value, condition, filter.",
    "A scenario variable, NAME=JSON; may be repeated.": "Переменная сценария, ИМЯ=JSON; можно повторять.",
    "With the rights of this account; the system's otherwise.": "С правами этого аккаунта; иначе с правами системы.",
    "Show every step.": "Показать каждый шаг.",
    "Print the value as JSON.": "Напечатать значение как JSON.",
    # demo, serve, worker, workers, upgrade
    "Start everything with a built-in mailbox, perform the worked example, and stay up for the browser.": "Запустить всё со встроенным почтовым ящиком, выполнить разобранный пример и остаться для браузера.",
    "Perform, check the letter, and exit: 0 only if it arrived intact.": "Выполнить, проверить письмо и выйти: 0, только если оно дошло целым.",
    "Data folder; with --once a temporary one, else data/demo or data/demo-empty.": (
        "Папка данных; с --once временная, иначе data/demo или data/demo-empty."
    ),
    "Perform nothing: the guided tour of the start page builds it.": (
        "Ничего не выполнять: пример собирает обучающий тур на главной странице."
    ),
    "Port of the web service; with --once any free one.": "Порт веб-службы; с --once любой свободный.",
    "Port of the mailbox's SMTP server; 0: any free one.": "Порт SMTP-сервера почтового ящика; 0 — любой свободный.",
    "Serve the pages and the API, and deliver letters, until told to end.": "Отвечать страницами и API и доставлять письма, пока не велят закончить.",
    "Address to listen on (VESTNIK_HOST; 127.0.0.1).": "Адрес, на котором слушать (VESTNIK_HOST; 127.0.0.1).",
    "Port to listen on (VESTNIK_PORT; 8080).": "Порт, на котором слушать (VESTNIK_PORT; 8080).",
    "Start the delivery worker too.": "Запустить и обработчик доставки.",
    "Start without plug-ins of third parties.": "Запустить без сторонних модулей.",
    "Deliver letters until told to end; what is in flight is finished first.": "Доставлять письма, пока не велят закончить; начатое сначала доводится до конца.",
    "Data buses to serve (VESTNIK_LANES; 0,1,2,3).": "Шины данных, которые обслуживать (VESTNIK_LANES; 0,1,2,3).",
    "Show the workers, the data buses they serve, their last sign of life and the letters they hold.": "Показать обработчики, их шины данных, последний признак жизни и взятые письма.",
    "Migrate the database to this version's schema; on SQLite a backup is taken first.": "Обновить базу данных до схемы этой версии; для SQLite сначала делается копия.",
    # dkim
    "Make a key that signs letters, and print its DNS record.": "Создать ключ, которым подписываются письма, и напечатать его запись DNS.",
    "Domain of the sender's address, in A-labels.": "Домен адреса отправителя, в виде A-меток.",
    "Name of the key below _domainkey, such as v2026.": "Имя ключа под _domainkey, например v2026.",
    "Where the private key goes.": "Куда записать закрытый ключ.",
    "RSA is understood everywhere.": "RSA понимают везде.",
    # docs, openapi
    "Make the reference pages of every type, command, setting and error anew, in both languages.": "Составить заново справочник всех типов, команд, настроек и ошибок на обоих языках.",
    "Folder of the documentation.": "Папка документации.",
    "Write nothing; exit code 1 if a page is stale.": "Ничего не записывать; код выхода 1, если страница устарела.",
    "Write the OpenAPI document, from which clients are generated.": "Записать документ OpenAPI, по которому составляются клиенты.",
    "File to write; standard output without it.": "Файл для записи; без него — стандартный вывод.",
    "Without examples and descriptions, for generated clients.": "Без примеров и описаний, для составления клиентов.",
    # messages, suppression
    "Show the latest letters, oldest first.": "Показать последние письма, сначала старые.",
    "Only these states; may be repeated.": "Только эти состояния; можно повторять.",
    "Only to this address, or those that begin so.": "Только на этот адрес или на адреса, которые так начинаются.",
    "Only of this route.": "Только этого пути передачи данных.",
    "How many.": "Сколько.",
    "Go on with what changes.": "Показывать и дальше то, что меняется.",
    "One JSON object per line.": "По одному объекту JSON в строке.",
    "Addresses that get no letters.": "Адреса, на которые письма не отправляются.",
    "Print the list: address, until when, reason.": "Напечатать список: адрес, до какого времени, причина.",
    "Send nothing to an address any more; letters that wait already leave it out too.": "Больше ничего не отправлять на адрес; он исключается и из писем, которые уже ждут.",
    "E-mail address.": "Адрес электронной почты.",
    "Why; letters to it say so.": "Почему; это показывают письма на него.",
    "UTC moment from which letters go again; for good when not given.": "Момент по UTC, с которого письма снова отправляются; если не указан — навсегда.",
    "Send to an address again.": "Снова отправлять на адрес.",
    # token, user
    "Bearer tokens for programs.": "Токены Bearer для программ.",
    "Make a token and print it, this once.": "Создать токен и один раз напечатать его.",
    "Account that the program acts as.": "Аккаунт, от имени которого действует программа.",
    "What it is for.": "Для чего он.",
    "Works for so many days; for ever when not given.": "Сколько дней он действует; если не указано — бессрочно.",
    "Accounts that sign in.": "Аккаунты, которые входят в систему.",
    "Create or change an account and let it sign in.": "Создать или изменить аккаунт и разрешить ему вход.",
    "User name.": "Имя пользователя.",
    "Full name.": "Полное имя.",
    "administrator, builder or user; may be repeated.": "administrator, builder или user; можно повторять.",
    "Asked for when not given.": "Если не указан, будет запрошен.",
}

_FRAME = {
    "Usage: ": "Использование: ",
    "Arguments": "Аргументы",
    "Options": "Параметры",
    "Commands": "Команды",
    "Show this message and exit.": "Показать эту справку и выйти.",
}
"""What the library says around our texts."""

_NOTES = {"[required]": "[обязательно]", "[default: ": "[по умолчанию: "}


def help_of(thing: Any, language: Language) -> str:
    """The help of a command or parameter, empty when it has none."""
    english = (thing.help or "").strip().split("\f")[0]
    return HELP.get(english, english) if language == "ru" else english


def to_russian(command: Any) -> None:
    """Have a command and all below it show their help in Russian."""
    command.help = help_of(command, "ru")
    command.context_class = _Context
    for parameter in command.params:
        parameter.help = help_of(parameter, "ru")
    for below in getattr(command, "commands", {}).values():
        to_russian(below)


class _Formatter(typer.Context.formatter_class):  # type: ignore[misc, valid-type]
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _FRAME["Usage: "])

    def section(self, name: str) -> Any:
        return super().section(_FRAME.get(name, name))

    def write_dl(self, rows: Iterable[tuple[str, str]], *more: Any, **named: Any) -> None:
        super().write_dl(list(_noted(rows)), *more, **named)


class _Context(typer.Context):
    formatter_class = _Formatter


def _noted(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, text in rows:
        shown = _FRAME.get(text, text)
        yield name, re.sub(r"\[required\]|\[default: ", lambda found: _NOTES[found[0]], shown)
