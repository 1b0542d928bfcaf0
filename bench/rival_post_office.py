"""Run by `rivals.py` in the environment of django-post_office: queue letters, then send them; the seconds as JSON."""

from __future__ import annotations

import json
import sys
import time

import django
from django.conf import settings
from django.core.management import call_command

TEXT = "Здравствуйте!\n\nПосмотрите, пожалуйста, договор поставки и ответьте до пятницы.\n" * 8
letters, port, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "post_office"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"{folder}/db.sqlite3",
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"},
        }
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    EMAIL_BACKEND="post_office.EmailBackend",
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=port,
    POST_OFFICE={"BATCH_SIZE": 1000, "THREADS_PER_PROCESS": 4, "LOG_LEVEL": 1},
    USE_TZ=True,
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
)
django.setup()
call_command("migrate", verbosity=0)

from post_office import mail  # noqa: E402 - needs the settings
from post_office.models import STATUS, Email  # noqa: E402

begun = time.perf_counter()
for first in range(0, letters, 100):
    mail.send_many(
        [
            {
                "sender": "hr@example.com",
                "recipients": [f"anna{n}@example.org"],
                "subject": f"Договор поставки № {n}",
                "message": TEXT,
            }
            for n in range(first, min(first + 100, letters))
        ]
    )
queued = time.perf_counter() - begun
begun = time.perf_counter()
while Email.objects.filter(status__in=[STATUS.queued, None]).exists():
    call_command("send_queued_mail", processes=1, log_level=1, verbosity=0)
sent = time.perf_counter() - begun
assert Email.objects.filter(status=STATUS.sent).count() == letters
print(json.dumps({"queued_s": queued, "sent_s": sent}))
