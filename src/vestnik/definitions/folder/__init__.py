"""The definitions of an app as a folder of YAML files (spec/contract.md 2).

document.py   one file: its values, and where in the file each stands
secrets.py    `{env: NAME}` and `{file: PATH}` in the place of secrets
read.py       a folder as drafts
apply.py      show a plan, then do all or nothing
merge.py      changes put into a file that people have written, comments and order kept
export.py     definitions as files
package.py    a folder as one ZIP file
"""
