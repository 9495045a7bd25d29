"""What a text alternative says: a file name, a placeholder, a repetition, something no voice can read.

Pure functions on strings; which picture they belong to is the business of ``checks.alt``.
"""
