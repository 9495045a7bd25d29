"""Checks: facts in, problems out. One module for each family, found by name; no list to keep.

A check is a pure generator (see ``_contract``). It knows no file, clock, network, severity, rule code or wording.
"""
