"""Names by which spreadsheets and other languages know what we have: the hint of an unknown name."""

from __future__ import annotations

from vestnik.kernel.text import Text

FUNCTIONS: dict[str, str] = {
    "LEN": "LENGTH", "UPPER": "TOUPPER", "LOWER": "TOLOWER", "PROPER": "FIRSTCAPITAL", "CONCATENATE": "CONCAT",
    "TEXTJOIN": "JOIN", "SUBSTITUTE": "REPLACE", "FIND": "INDEXOF", "SEARCH": "INDEXOF", "MID": "SUBSTRING",
    "LEFT": "SUBSTRING", "RIGHT": "SUBSTRING", "SUBSTR": "SUBSTRING", "INSTR": "INDEXOF", "TEXT": "FORMAT",
    "IFERROR": "VALUE", "IFNULL": "VALUE", "NVL": "VALUE", "COALESCE": "VALUE", "ISEMPTY": "EMPTY", "ISNULL": "EMPTY",
    "ISNULLOREMPTY": "EMPTY", "TODAY": "NOW", "GETDATE": "NOW", "CURRENTDATE": "NOW", "MOD": "REMAINDER",
    "POWER": "POW", "TRUNC": "INT", "ROUNDDOWN": "FLOOR", "ROUNDUP": "CEILING", "CEIL": "CEILING", "AVG": "AVERAGE",
    "UNIQUE": "DISTINCT", "SORT": "ASCENDING", "SIZE": "COUNT", "CURRENTUSER": "USER", "DATEADD": "ADDDAYS",
    "DATEDIFF": "GETSPAN", "DATEVALUE": "DATE", "NETWORKDAYS": "WORKDAYSDURATION", "WORKDAY": "WORKDAYS",
    "WEEKDAY": "DAYOFWEEK", "EOMONTH": "ENDOFMONTH", "ISOWEEKNUM": "ISOWEEK", "PARSE": "PARSEDATE", "NUMBER": "DECIMAL",
    "TONUMBER": "DECIMAL", "TOSTRING": "FORMAT", "STR": "FORMAT", "CASE": "IF", "IIF": "IF", "SWITCH": "IF", "IFS": "IF",
    "SUMIF": "SUM", "COUNTIF": "COUNT", "FILTER": "LIST", "LOOKUP": "OBJECT", "VLOOKUP": "OBJECT", "REGEXMATCH": "MATCHES",
}  # fmt: skip
"""Our function by the other's name."""

WORDS: dict[str, Text] = {
    name: Text(
        "Слово «{word}» не поддерживается: пишите EMPTY(…)",
        "The word '{word}' is not supported: write EMPTY(…)",
    )
    for name in ("null", "nil", "none", "undefined", "пусто")
} | {
    name: Text(
        "Слово «{word}» не поддерживается: пишите true или false",
        "The word '{word}' is not supported: write true or false",
    )
    for name in ("yes", "no", "истина", "ложь", "да", "нет")
}
"""Bare words, in lower case."""
