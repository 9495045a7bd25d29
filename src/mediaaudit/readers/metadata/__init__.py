"""Embedded metadata from raw bytes: one module per container format and one per metadata standard.

Standard library only. Damage is a value (``Fault``), never an exception.
"""
