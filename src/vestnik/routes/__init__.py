"""From a message variable to a letter: communication routes (spec/routes.md).

base.py          what every route is               types/          one file per route type
attribute.py     a message attribute, a tree       predefined.py   those that every sending route has
integration.py   the tab that says where they go   placeholders.py `{Name}` in its texts
message.py       a message variable, read by the attributes       shown.py  values as text
recipients.py, files.py, custom_headers.py   objects of the message as parts of the letter
compose.py       the whole letter                  preview.py      the same with sample values
check.py         a route before it is used         check_message.py  a scenario's variables before they are
kind.py          routes as definitions
"""
