"""The engine: plan, read, evaluate, condense, settle.

It settles what checks found into findings: rule, severity, place, fingerprint, order. It knows no wording of its own
but for what could not be done, and no output format.
"""
