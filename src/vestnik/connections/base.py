"""What every connection is, and what every sending one adds: the properties that delivery obeys whatever the server speaks.

Fields stand in the order of the form; those with a `Section` are in its collapsed part. Source: spec/connections.md 2,
spec/contract.md 3.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.connections.dkim import signer_of
from vestnik.connections.network import Network
from vestnik.connections.observer import ConnectionLog, Silence
from vestnik.connections.sending import ConnectionFault, Letter, Outcome, Result, Session, Stage, StaleSession
from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Problem
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Beside, Choices, Help, Lines, Placeholder, Section, Text
from vestnik.kernel.types import Type
from vestnik.mail.dkim import Signer

__all__ = [
    "ADVANCED",
    "Connection",
    "ConnectionFault",
    "ConnectionLog",
    "Letter",
    "LogLevel",
    "Network",
    "Outcome",
    "Result",
    "SendingConnection",
    "Session",
    "Silence",
    "Stage",
    "StaleSession",
]

ADVANCED = Section("Дополнительно", "Advanced")

LogLevel = Literal["full", "errors", "off"]


class Connection(Type):
    """A channel to a mail server. The type is chosen when it is made and never changes."""

    guarded_by: ClassVar[tuple[str, ...]] = ()
    """Fields that say where the secrets go: when one changes, the secrets must be entered again."""

    kind: Literal["connection"] = "connection"
    type: str
    name: Annotated[
        SystemName,
        Text("Системное имя", "System name"),
        Help(
            "Имя, под которым подключение знают маршруты и сценарии; буквы, цифры и «_», не начинается с цифры",
            "The name by which routes and scenarios know the connection: letters, digits and '_', no digit first",
        ),
    ]
    disabled: Annotated[
        bool,
        Text("Отключить", "Disabled"),
        Help(
            "Письма ждут в очереди, срок их жизни стоит; новые действия «Отправить сообщение» откажут с этой причиной",
            "Queued letters wait and do not expire; new actions 'Send message' refuse with this reason",
        ),
        Beside(),
    ] = False
    description: Annotated[
        str,
        Field(max_length=2000),
        Text("Описание", "Description"),
        Help(
            "Как подключение назвать человеку, например «Письма от отдела кадров»",
            "What to call the connection for people, such as 'Letters of the HR department'",
        ),
        Lines(2),
    ] = ""
    log_level: Annotated[
        LogLevel,
        Text("Запись в файловые журналы", "File log"),
        Help(
            "Что записывать в журнал, который можно скачать. Пароли и тексты писем туда не попадают никогда",
            "What the downloadable log holds. Passwords and bodies are never in it",
        ),
        Choices(
            full=Text("Полные сведения об обработке сообщения", "Everything about a message"),
            errors=Text("Только ошибки", "Errors only"),
            off=Text("Отключить", "Off"),
        ),
    ] = "errors"

    @abstractmethod
    def check(self) -> Iterator[Problem]:
        """What forbids using the connection, as far as it can be told without the network."""


class SendingConnection(Connection):
    """A connection that letters go out through."""

    sender_name: Annotated[
        str,
        Field(max_length=255, pattern=r"^[^\r\n\x00]*$"),
        Text("Имя отправителя", "Sender's name"),
        Help("Показывается получателю рядом с адресом", "Shown to the reader beside the address"),
    ] = ""
    sender_address: Annotated[
        str,
        Field(max_length=320),
        Text("Адрес эл. почты отправителя", "Sender's e-mail address"),
        Beside(),
        Placeholder("hr@example.org"),
        Help(
            "Сервер должен разрешать отправителя, который отличается от имени пользователя, иначе он откажет",
            "The server must permit a sender that differs from the user name, otherwise it refuses",
        ),
    ]
    test_without_sending: Annotated[
        bool,
        Text("Проверять соединение без отправки сообщения", "Test the connection without sending"),
        Help(
            "Кнопка «Проверить соединение» только войдёт на сервер, без тестового письма",
            "The button 'Test connection' only signs in and sends no letter",
        ),
    ] = False
    test_recipients: Annotated[
        str,
        Field(max_length=4000),
        Text(
            "Адреса получателей для проверки работоспособности подключения",
            "Recipients of the test message",
        ),
        Help("Через запятую", "Comma-separated"),
    ] = ""

    envelope_sender: Annotated[
        str,
        Field(max_length=320),
        Text("Адрес для возврата", "Envelope sender"),
        Help(
            "Куда сервер вернёт недоставленное письмо; пусто — адрес отправителя",
            "Where servers return undelivered letters; empty: the sender's address",
        ),
        ADVANCED,
    ] = ""
    reply_to: Annotated[
        str,
        Field(max_length=1000),
        Text("Адреса для ответа", "Reply-to addresses"),
        Help(
            "Куда уйдёт ответ получателя, если маршрут или письмо не говорят иного; через запятую",
            "Where answers go unless route or letter say otherwise; comma-separated",
        ),
        ADVANCED,
    ] = ""
    max_sessions: Annotated[
        int,
        Field(ge=1, le=100),
        Text("Одновременных сеансов", "Simultaneous sessions"),
        Help(
            "Сколько соединений с сервером держать разом; серверы часто ограничивают их число",
            "How many connections to the server at once; servers often limit them",
        ),
        ADVANCED,
    ] = 4
    max_messages_per_session: Annotated[
        int,
        Field(ge=1, le=100_000),
        Text("Писем за сеанс", "Letters per session"),
        Help(
            "После стольких писем соединение открывается заново",
            "After so many letters a connection is opened anew",
        ),
        ADVANCED,
    ] = 100
    session_idle: Annotated[
        timedelta,
        Field(ge=timedelta(0), le=timedelta(hours=1)),
        Text("Держать сеанс без писем", "Keep an idle session"),
        Help(
            "Сколько ждать следующего письма, прежде чем попрощаться с сервером",
            "How long to wait for the next letter before saying goodbye",
        ),
        ADVANCED,
    ] = timedelta(seconds=30)
    session_age: Annotated[
        timedelta,
        Field(ge=timedelta(seconds=1), le=timedelta(days=1)),
        Text("Наибольший возраст сеанса", "Longest age of a session"),
        Help(
            "Соединение старше этого закрывается после письма",
            "A connection older than this is closed after a letter",
        ),
        ADVANCED,
    ] = timedelta(minutes=10)
    rate_limit: Annotated[
        int | None,
        Field(ge=1, le=10_000_000),
        Text("Не больше писем за период", "Most letters per period"),
        Help("Пусто — без ограничения", "Empty: no limit"),
        ADVANCED,
    ] = None
    rate_period: Annotated[
        timedelta,
        Field(ge=timedelta(seconds=1), le=timedelta(days=31)),
        Text("Период ограничения", "Period of the limit"),
        Help(
            "За это время уйдёт не больше писем, чем указано выше, сколько бы рабочих процессов ни было",
            "In this time no more letters go than the limit says, however many workers there are",
        ),
        ADVANCED,
    ] = timedelta(minutes=1)
    max_size: Annotated[
        int,
        Field(ge=1024, le=2**31),
        Text("Наибольший размер письма, байт", "Largest letter, bytes"),
        Help(
            "Письмо больше этого не попадёт в очередь; 26214400 — это 25 МБ",
            "A larger letter is not queued; 26214400 is 25 MB",
        ),
        ADVANCED,
    ] = 26_214_400
    max_recipients: Annotated[
        int,
        Field(ge=1, le=1000),
        Text("Получателей за одну передачу", "Recipients per transaction"),
        Help(
            "Остальным то же письмо уйдёт следующей передачей",
            "The others get the same letter in another transaction",
        ),
        ADVANCED,
    ] = 100
    retry_first: Annotated[
        timedelta,
        Field(ge=timedelta(seconds=1), le=timedelta(days=1)),
        Text("Первый повтор через", "First retry after"),
        Help("После временной неудачи; разброс ±20 %", "After a failure that may pass; give or take 20 %"),
        ADVANCED,
    ] = timedelta(minutes=1)
    retry_factor: Annotated[
        float,
        Field(ge=1, le=10),
        Text("Во сколько раз растёт пауза", "Growth of the pause"),
        Help("Каждая следующая пауза длиннее во столько раз", "Each further pause is longer by this factor"),
        ADVANCED,
    ] = 2
    retry_max: Annotated[
        timedelta,
        Field(ge=timedelta(seconds=1), le=timedelta(days=7)),
        Text("Наибольшая пауза между повторами", "Longest pause between retries"),
        Help("Дольше этого пауза не растёт", "Pauses grow no longer than this"),
        ADVANCED,
    ] = timedelta(hours=1)
    expires_after: Annotated[
        timedelta,
        Field(ge=timedelta(minutes=1), le=timedelta(days=31)),
        Text("Прекратить попытки через", "Give up after"),
        Help(
            "Письмо, которое не приняли за это время, считается недоставленным",
            "A letter not taken within this time counts as failed",
        ),
        ADVANCED,
    ] = timedelta(hours=48)
    when_uncertain: Annotated[
        Literal["retry", "hold"],
        Text("Если ответ сервера потерян", "When the server's answer is lost"),
        Help(
            "Соединение прервалось после письма: неизвестно, принял ли его сервер. Такое письмо помечается «возможно, повторно»",
            "The connection broke after the letter: whether the server took it is unknown. Such a letter is marked as possibly repeated",
        ),
        Choices(
            retry=Text("Повторить с тем же Message-ID", "Send again with the same Message-ID"),
            hold=Text("Задержать до решения", "Hold until somebody decides"),
        ),
        ADVANCED,
    ] = "retry"
    redirect_to: Annotated[
        str,
        Field(max_length=4000),
        Text("Всю почту направлять на адреса", "Redirect all mail to"),
        Help(
            "Для проверки: настоящие получатели ничего не получат", "For trials: real recipients get nothing"
        ),
        ADVANCED,
    ] = ""
    allowed_domains: Annotated[
        tuple[str, ...],
        Field(max_length=1000),
        Text("Отправлять только на домены", "Send only to domains"),
        Help("Пусто — на любые", "Empty: to any"),
        ADVANCED,
    ] = ()
    dsn: Annotated[
        bool,
        Text("Запрашивать уведомления о доставке", "Ask for delivery notices"),
        Help("DSN, если сервер умеет", "DSN, where the server offers it"),
        ADVANCED,
    ] = False

    dkim_domain: Annotated[
        str,
        Field(max_length=253),
        Text("DKIM: домен подписи", "DKIM: signing domain"),
        Help(
            "Домен адреса отправителя; пусто — письма не подписываются",
            "The domain of the sender's address; empty: letters are not signed",
        ),
        ADVANCED,
    ] = ""
    dkim_selector: Annotated[
        str,
        Field(max_length=63),
        Text("DKIM: селектор", "DKIM: selector"),
        Help(
            "Открытый ключ получатели ищут в DNS: селектор._domainkey.домен",
            "Readers look for the public key in DNS: selector._domainkey.domain",
        ),
        ADVANCED,
    ] = ""
    dkim_key: Annotated[
        Secret | None,
        Text("DKIM: закрытый ключ", "DKIM: private key"),
        Help("PEM, RSA 2048 бит или Ed25519", "PEM, RSA of 2048 bits or Ed25519"),
        ADVANCED,
    ] = None

    def signer(self) -> Signer | None:
        """Who signs its letters; None where they go without. The connection has to be loaded with its secrets.

        Raises:
            BadDkimKey: the key is none.
        """
        return signer_of(self.dkim_domain, self.dkim_selector, self.dkim_key)

    @abstractmethod
    async def open(self, log: ConnectionLog, network: Network) -> Session:
        """Connect and authenticate.

        Raises:
            ConnectionFault: with the stage, the cause and the way out; the log has been told.
        """
