"""Pure text: the credit grammar, text-alternative heuristics, normalisation.

Strings in, values out; no file, no library. Which rule a result matters to is decided in ``checks``.
"""
