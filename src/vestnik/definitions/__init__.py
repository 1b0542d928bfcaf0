"""What builders and administrators configure: kinds, versions, references, secrets, app folders.

kind.py          what an upper package says about its definitions
body.py          a model as canonical JSON, its secrets apart
difference.py    what changed between two bodies
secrets.py       encryption of passwords, tokens and keys
revision.py      the configuration revision, and caches that follow it
rows.py          the tables
definitions.py   save, read, list, delete
app.py           the kind `app`
folder/          the same definitions as YAML files
"""
