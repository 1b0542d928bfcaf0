"""Every setting of an installation, each also an environment variable `VESTNIK_<NAME>` (docs/admin/settings.md)."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from vestnik.connections.network import BadNetwork, Network
from vestnik.expressions.scope import Limits
from vestnik.kernel.text import Help, Language


class Settings(BaseSettings):
    """Settings of one installation. Later sources win: defaults, environment, command line."""

    model_config = SettingsConfigDict(
        env_prefix="VESTNIK_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data: Annotated[
        Path,
        Help(
            "Папка данных: база SQLite, содержимое документов, журналы, ключ",
            "Data folder: SQLite database, document contents, logs, key",
        ),
    ] = Path("data")
    database: Annotated[
        str | None,
        Help(
            "Адрес PostgreSQL, например postgresql://user@host/vestnik; пусто — SQLite в папке данных",
            "Address of a PostgreSQL database such as postgresql://user@host/vestnik; empty: SQLite in the data folder",
        ),
    ] = None
    blobs: Annotated[
        str | None,
        Help(
            "Хранилище документов S3, например s3://bucket/prefix?endpoint=https://s3.example.org&region=ru-1; ключи — в AWS_ACCESS_KEY_ID и AWS_SECRET_ACCESS_KEY; пусто — папка blobs в папке данных",
            "S3 storage of documents such as s3://bucket/prefix?endpoint=https://s3.example.org&region=ru-1; keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; empty: the folder blobs in the data folder",
        ),
    ] = None
    blob_cache_bytes: Annotated[
        int,
        Field(ge=1024 * 1024),
        Help(
            "Сколько байт занимают на этой машине копии документов из S3",
            "Bytes that copies of documents from S3 take on this machine",
        ),
    ] = 1024**3
    worker_lease: Annotated[
        timedelta,
        Field(ge=timedelta(seconds=3), le=timedelta(hours=1)),
        Help(
            "Через сколько времени письма замолчавшего обработчика берут другие (PostgreSQL)",
            "After how long others take the letters of a worker that has fallen silent (PostgreSQL)",
        ),
    ] = timedelta(seconds=60)
    host: Annotated[
        str, Help("Адрес, на котором слушает веб-служба", "Address on which the web service listens")
    ] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535), Help("Порт веб-службы", "Port of the web service")] = 8080
    admin_password: Annotated[
        SecretStr | None,
        Help(
            "Пароль первого администратора admin; без него при первом запуске печатается одноразовый",
            "Password of the first administrator, admin; without it a one-time password is printed at first start",
        ),
    ] = None
    secret_key: Annotated[
        SecretStr | None,
        Help(
            "Ключ шифрования паролей подключений: 32 байта в Base64; без него создаётся файл secret.key в папке данных",
            "Key that encrypts the passwords of connections: 32 bytes in Base64; without it a file secret.key is made in the data folder",
        ),
    ] = None
    language: Annotated[Language, Help("Язык системы: ru или en", "Language of the system: ru or en")] = "ru"
    time_zone: Annotated[
        str, Help("Часовой пояс сервера, имя IANA", "Time zone of the server, an IANA name")
    ] = "Europe/Moscow"
    base_url: Annotated[
        str, Help("Адрес системы для ссылок в письмах", "Address of the system for links in letters")
    ] = ""
    trace: Annotated[
        Literal["failed", "all"],
        Help(
            "Хранить трассировку: только неудачных выполнений или всех",
            "Keep traces of failed runs only, or of all",
        ),
    ] = "failed"
    keep_letters: Annotated[
        timedelta | None,
        Field(ge=timedelta(days=1)),
        Help(
            "Сколько хранить завершённые письма и выполнения сценариев, например P365D; пусто — всегда",
            "How long letters and runs that are done with are kept, such as P365D; empty: for good",
        ),
    ] = None
    session_lifetime: Annotated[
        timedelta, Help("Сколько действует вход без обращений", "How long a sign-in lasts without requests")
    ] = timedelta(hours=12)
    upload_max_bytes: Annotated[
        int, Field(ge=1), Help("Наибольший размер загружаемого файла, байты", "Largest uploaded file, bytes")
    ] = 200 * 1024 * 1024
    expression_seconds: Annotated[
        float,
        Field(gt=0, le=600),
        Help("Сколько секунд может вычисляться одно выражение", "Seconds that one expression may take"),
    ] = Limits.seconds
    expression_steps: Annotated[
        int,
        Field(ge=100),
        Help("Сколько целей может вызвать одно выражение N3", "Goals that one N3 expression may call"),
    ] = Limits.steps
    expression_text: Annotated[
        int,
        Field(ge=1_000, le=1 << 28),
        Help(
            "Наибольший текст, который даёт выражение, символы",
            "Longest text that an expression makes, characters",
        ),
    ] = Limits.text
    expression_items: Annotated[
        int,
        Field(ge=100, le=10_000_000),
        Help("Наибольший список в выражении", "Longest list in an expression"),
    ] = Limits.items
    expression_results: Annotated[
        int,
        Field(ge=1, le=1_000_000),
        Help(
            "Сколько разных результатов может дать выражение N3",
            "Distinct results that an N3 expression may give",
        ),
    ] = Limits.results
    lanes: Annotated[
        str,
        Help(
            "Шины данных, которые обслуживает обработчик, через запятую",
            "Data buses that the worker serves, comma-separated",
        ),
    ] = "0,1,2,3"
    network_allow: Annotated[
        str,
        Help(
            "Сети, с которыми разрешены соединения, через запятую (CIDR); пусто — любые",
            "Networks that connections may reach, comma-separated (CIDR); empty: any",
        ),
    ] = ""
    metrics_token: Annotated[
        SecretStr | None,
        Help(
            "Ключ, с которым Prometheus читает /metrics (Authorization: Bearer); без него — токен API администратора",
            "Key by which Prometheus reads /metrics (Authorization: Bearer); without one, an administrator's API token",
        ),
    ] = None
    worker_host: Annotated[
        str,
        Help(
            "Адрес, на котором обработчик, запущенный отдельно, отвечает по VESTNIK_WORKER_PORT",
            "Address on which a worker that is started on its own answers at VESTNIK_WORKER_PORT",
        ),
    ] = "127.0.0.1"
    worker_port: Annotated[
        int | None,
        Field(ge=0, le=65535),
        Help(
            "Порт /metrics, /health и /ready обработчика, запущенного отдельно; пусто — нет",
            "Port of /metrics, /health and /ready of a worker that is started on its own; empty: none",
        ),
    ] = None
    otel_endpoint: Annotated[
        str,
        Help(
            "Куда отправлять трассировку OpenTelemetry, OTLP/HTTP, например http://localhost:4318/v1/traces; пусто — не трассировать",
            "Where OpenTelemetry traces go, OTLP/HTTP, such as http://localhost:4318/v1/traces; empty: no tracing",
        ),
    ] = ""
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Help("Подробность журнала службы", "Detail of the service's log"),
    ] = "info"
    log_format: Annotated[
        Literal["console", "json"], Help("Вид журнала службы", "Form of the service's log")
    ] = "console"
    secure_cookies: Annotated[
        bool, Help("Передавать cookie входа только по HTTPS", "Send the session cookie over HTTPS only")
    ] = False
    safe_mode: Annotated[
        bool, Help("Запуск без сторонних модулей", "Start without plug-ins of third parties")
    ] = False
    demo: Annotated[
        bool, Help("Режим демонстрации со встроенным почтовым ящиком", "Demo mode with the built-in mailbox")
    ] = False
    demo_smtp_port: Annotated[
        int | None,
        Help(
            "Порт SMTP встроенного почтового ящика, если он запущен",
            "SMTP port of the built-in mailbox, where it runs",
        ),
    ] = Field(default=None, ge=1, le=65535)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise _unfit(
                f"«{name}» — не часовой пояс; нужно имя IANA, например Europe/Moscow",
                f"'{name}' is no time zone; an IANA name is needed, such as Europe/Berlin",
            ) from None
        return name

    @field_validator("lanes")
    @classmethod
    def _known_lanes(cls, listed: str) -> str:
        if not re.fullmatch(r"\s*[0-3]\s*(,\s*[0-3]\s*)*", listed):
            raise _unfit(
                f"«{listed}» — не шины данных; нужны числа от 0 до 3 через запятую",
                f"'{listed}' are no data buses; numbers from 0 to 3 are needed, comma-separated",
            )
        return listed

    @field_validator("network_allow")
    @classmethod
    def _known_networks(cls, listed: str) -> str:
        try:
            Network.parse(listed)
        except BadNetwork as error:
            raise _unfit(error.message.ru, error.message.en) from None
        return listed

    @field_validator("database")
    @classmethod
    def _known_engine(cls, address: str | None) -> str | None:
        if address and not address.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
            raise _unfit(
                "нужен адрес вида postgresql://user@host/vestnik; пусто — SQLite в папке данных",
                "an address such as postgresql://user@host/vestnik is needed; empty: SQLite in the data folder",
            )
        return address or None

    @property
    def expression_limits(self) -> Limits:
        """The bounds of one evaluation."""
        return Limits(
            steps=self.expression_steps,
            operations=round(Limits.operations / Limits.seconds * self.expression_seconds),
            seconds=self.expression_seconds,
            text=self.expression_text,
            items=self.expression_items,
            results=self.expression_results,
        )

    @property
    def zone(self) -> ZoneInfo:
        """The server's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def lane_numbers(self) -> tuple[int, ...]:
        """The data buses of this worker."""
        return tuple(int(lane) for lane in self.lanes.split(",") if lane.strip())


def _unfit(ru: str, en: str) -> PydanticCustomError:
    return PydanticCustomError("bad_setting", "{text}", {"text": en, "ru": ru})
