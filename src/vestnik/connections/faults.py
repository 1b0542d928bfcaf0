"""Why a connection cannot be used, in words, with the way out: one entry per cause (spec/delivery.md T6, T7, R4).

`permanent` causes need somebody to change the configuration; the others may pass by themselves and are tried again.
"""

from __future__ import annotations

from dataclasses import dataclass

from vestnik.connections.sending import ConnectionFault, Stage
from vestnik.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Cause:
    """What happened and what to do; both may hold named parts."""

    what: Text
    advice: Text
    permanent: bool = False


CAUSES: dict[str, Cause] = {
    "unknown_host": Cause(
        Text("Адрес «{host}» не найден в DNS", "The host '{host}' is not known to DNS"),
        Text(
            "Проверьте написание адреса почтового сервера: только имя, без протокола и порта",
            "Check the spelling of the mail server's address: the name alone, without protocol and port",
        ),
    ),
    "network_forbidden": Cause(
        Text(
            "Соединение с {addresses} запрещено настройкой разрешённых сетей",
            "Connecting to {addresses} is forbidden by the list of allowed networks",
        ),
        Text(
            "Добавьте сеть сервера в VESTNIK_NETWORK_ALLOW или укажите другой сервер",
            "Add the server's network to VESTNIK_NETWORK_ALLOW, or name another server",
        ),
        permanent=True,
    ),
    "connection_refused": Cause(
        Text("{server} не принимает соединения: {why}", "{server} accepts no connection: {why}"),
        Text(
            "Проверьте порт (587 — TLS, 465 — SSL, 25 — без шифрования), запущен ли сервер и не мешает ли межсетевой экран",
            "Check the port (587 for TLS, 465 for SSL, 25 without encryption), that the server runs, and the firewall",
        ),
    ),
    "connect_timeout": Cause(
        Text("{server} не ответил за {seconds} с", "{server} did not answer within {seconds} s"),
        Text(
            "Чаще всего соединение молча отбрасывает межсетевой экран: откройте исходящий порт {port}",
            "Usually a firewall drops the connection silently: open the outgoing port {port}",
        ),
    ),
    "reply_timeout": Cause(
        Text(
            "{server} замолчал: нет ответа за {seconds} с", "{server} fell silent: no reply within {seconds} s"
        ),
        Text(
            "Если соединение без шифрования, сервер может ждать TLS: для порта 465 выберите «SSL». "
            "Иначе сервер перегружен, попытка повторится",
            "Without encryption the server may be waiting for TLS: for port 465 choose SSL. "
            "Otherwise the server is overloaded and will be tried again",
        ),
    ),
    "connection_lost": Cause(
        Text("{server} разорвал соединение", "{server} closed the connection"),
        Text(
            "Проверьте, что порт соответствует шифрованию; сервер может ограничивать число сеансов с одного адреса",
            "Check that the port fits the encryption; the server may limit the sessions of one address",
        ),
    ),
    "bad_reply": Cause(
        Text("{server} ответил не по протоколу SMTP: {reply}", "{server} gave a reply that is no SMTP: {reply}"),
        Text(
            "Проверьте адрес и порт: там может быть не почтовый сервер или сервер, который ждёт SSL",
            "Check host and port: it may be no mail server, or one that expects SSL",
        ),
    ),
    "greeting_refused": Cause(
        Text("{server} отказал в обслуживании: {reply}", "{server} refuses service: {reply}"),
        Text(
            "Сервер не обслуживает ваш адрес: обратитесь к его администратору",
            "The server does not serve your address: ask its administrator",
        ),
    ),
    "ehlo_refused": Cause(
        Text("{server} не принял имя {helo}: {reply}", "{server} did not take the name {helo}: {reply}"),
        Text(
            "Укажите в «Дополнительно» имя, которым следует представляться серверу",
            "Under Advanced, enter the name by which to introduce ourselves",
        ),
        permanent=True,
    ),
    "starttls_missing": Cause(
        Text("{server} не предлагает STARTTLS", "{server} does not offer STARTTLS"),
        Text(
            "Выберите «SSL» для порта 465 или порт 587; если предложение TLS исчезло внезапно, соединение могут перехватывать",
            "Choose SSL for port 465, or port 587; if the offer vanished suddenly, somebody may be intercepting the connection",
        ),
        permanent=True,
    ),
    "starttls_refused": Cause(
        Text("{server} отказался начать TLS: {reply}", "{server} refused to start TLS: {reply}"),
        Text(
            "Попробуйте «SSL» и порт 465 или обратитесь к администратору сервера",
            "Try SSL and port 465, or ask the server's administrator",
        ),
    ),
    "tls_injection": Cause(
        Text(
            "До начала TLS пришли лишние данные: соединение прервано",
            "Data arrived before TLS began: the session was ended",
        ),
        Text(
            "Так выглядит подмена ответов сервера (CVE-2011-0411); проверьте сеть между вами и сервером",
            "This is what forged replies look like (CVE-2011-0411); check the network between you and the server",
        ),
        permanent=True,
    ),
    "tls_failed": Cause(
        Text("Не удалось установить TLS: {why}", "TLS could not be established: {why}"),
        Text(
            "Проверьте, что шифрование соответствует порту: 465 — «SSL», 587 — «TLS»",
            "Check that the encryption fits the port: 465 is SSL, 587 is TLS",
        ),
        permanent=True,
    ),
    "tls_too_old": Cause(
        Text("Сервер не умеет TLS {minimum} и новее", "The server does not speak TLS {minimum} or newer"),
        Text(
            "Обновите сервер; если это невозможно, выберите «Устаревшие версии» в «Дополнительно»",
            "Update the server; where that is impossible choose 'Outdated versions' under Advanced",
        ),
        permanent=True,
    ),
    "expired_certificate": Cause(
        Text(
            "Срок сертификата сервера истёк", "The server's certificate has expired"
        ),
        Text("Обновите сертификат на сервере", "Renew the certificate on the server"),
        permanent=True,
    ),
    "certificate_not_yet_valid": Cause(
        Text("Срок сертификата сервера ещё не начался", "The server's certificate is not valid yet"),
        Text("Проверьте часы этой машины и сертификат сервера", "Check this machine's clock and the certificate"),
        permanent=True,
    ),
    "wrong_host_certificate": Cause(
        Text(
            "Сертификат сервера выдан не для «{host}»",
            "The server's certificate was not issued for '{host}'",
        ),
        Text(
            "Укажите в адресе сервера имя из сертификата",
            "As the server's address enter a name that the certificate holds",
        ),
        permanent=True,
    ),
    "unknown_issuer": Cause(
        Text(
            "Сертификат сервера выдан неизвестным центром",
            "The server's certificate was issued by an unknown authority",
        ),
        Text(
            "Укажите файл сертификата своего центра или отпечаток сертификата сервера в «Дополнительно»",
            "Under Advanced, name the file of your own authority, or the fingerprint of the server's certificate",
        ),
        permanent=True,
    ),
    "bad_certificate": Cause(
        Text("Сертификат сервера не прошёл проверку: {why}", "The server's certificate was not accepted: {why}"),
        Text("Исправьте сертификат на сервере", "Mend the certificate on the server"),
        permanent=True,
    ),
    "wrong_fingerprint": Cause(
        Text(
            "Отпечаток сертификата сервера другой: {found}",
            "The fingerprint of the server's certificate is another one: {found}",
        ),
        Text(
            "Если сертификат сервера заменили, сверьте новый отпечаток с администратором сервера и впишите его",
            "If the certificate was replaced, compare the new fingerprint with the server's administrator and enter it",
        ),
        permanent=True,
    ),
    "unreadable_ca_file": Cause(
        Text("Файл центра сертификации {path} не читается: {why}", "The authority file {path} cannot be read: {why}"),
        Text("Проверьте путь и права на файл (нужен PEM)", "Check path and permissions of the file (PEM is needed)"),
        permanent=True,
    ),
    "auth_missing": Cause(
        Text("{server} не предлагает аутентификацию", "{server} offers no authentication"),
        Text(
            "Выберите шифрование (многие серверы спрашивают пароль только по TLS) или тип аутентификации «Отсутствует»",
            "Choose an encryption (many servers ask for a password over TLS only), or the authentication 'None'",
        ),
        permanent=True,
    ),
    "no_common_mechanism": Cause(
        Text(
            "{server} предлагает только {offered}; подходящего способа входа нет",
            "{server} offers {offered} only; none of them can be used",
        ),
        Text("Смените тип аутентификации", "Change the type of authentication"),
        permanent=True,
    ),
    "plaintext_auth_forbidden": Cause(
        Text(
            "{server} предлагает только передачу пароля открытым текстом ({offered}), а соединение не зашифровано",
            "{server} offers clear-text passwords only ({offered}), and the connection is not encrypted",
        ),
        Text(
            "Выберите шифрование «TLS» или «SSL»; в доверенной сети можно разрешить открытый пароль в «Дополнительно»",
            "Choose TLS or SSL; within a trusted network clear-text passwords can be allowed under Advanced",
        ),
        permanent=True,
    ),
    "auth_failed": Cause(
        Text("{server} не принял имя пользователя или пароль: {reply}", "{server} refused user name or password: {reply}"),
        Text(
            "Проверьте имя пользователя, пароль и домен; многим службам нужен отдельный «пароль приложения»",
            "Check user name, password and domain; many services need a separate 'app password'",
        ),
        permanent=True,
    ),
    "auth_temporary": Cause(
        Text("{server} сейчас не может проверить вход: {reply}", "{server} cannot check the login now: {reply}"),
        Text("Попытка повторится позже", "It will be tried again later"),
    ),
    "auth_broken": Cause(
        Text("Вход по {mechanism} прерван: {why}", "The login by {mechanism} was broken off: {why}"),
        Text(
            "Сервер прислал неверный вызов: проверьте, что «Тип аутентификации» ему подходит",
            "The server sent a wrong challenge: check that the type of authentication suits it",
        ),
        permanent=True,
    ),
    "auth_paused": Cause(
        Text(
            "Вход приостановлен после {tries} отказов, чтобы не заблокировать учётную запись: {reply}",
            "Signing in is paused after {tries} refusals, so that the account is not locked: {reply}",
        ),
        Text(
            "Исправьте имя пользователя или пароль; после сохранения вход возобновится сразу",
            "Correct user name or password; once saved, signing in goes on at once",
        ),
        permanent=True,
    ),
    "sending_forbidden": Cause(
        Text("{server} не принимает от нас письма: {reply}", "{server} takes no letters from us: {reply}"),
        Text(
            "Серверу нужен вход: выберите тип аутентификации и укажите пользователя",
            "The server wants a login: choose a type of authentication and enter a user",
        ),
        permanent=True,
    ),
    "service_closing": Cause(
        Text("{server} прекращает обслуживание: {reply}", "{server} ends its service: {reply}"),
        Text("Попытка повторится позже", "It will be tried again later"),
    ),
}  # fmt: skip


def fault(
    stage: Stage,
    kind: str,
    *,
    reply_code: int | None = None,
    reply: str = "",
    permanent: bool | None = None,
    **parts: object,
) -> ConnectionFault:
    """The fault of a known cause.

    parts: the named parts of its texts; `reply` is both a part and a field of the fault.
    permanent: where the server's code decides (a 4xx to STARTTLS passes, a 5xx does not); else the cause's own.
    """
    cause = CAUSES[kind]
    parts["reply"] = " ".join(str(part) for part in (reply_code, reply) if part)
    return ConnectionFault(
        stage,
        kind,
        cause.what.format(**parts),
        advice=cause.advice.format(**parts),
        permanent=cause.permanent if permanent is None else permanent,
        reply_code=reply_code,
        reply=reply,
    )
