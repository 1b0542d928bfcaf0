"""What happens, when, and with which letters: scenarios, their runs, and the interpreter whose state is data (design.md).

scenario.py     what a builder declares: one event and a tree of actions
events/         one file per event type         actions/    one file per action type
expression.py   a value that is computed        evaluate.py how it is computed, and what a result may be
variables.py    sets of variables, pure         state.py    the stack of a run, all JSON
interpreter.py  the loop                        runs.py     a run's transaction, its row and its trace
check.py        what is wrong with a scenario, before it runs
"""
