"""Credits: is there one, is it whole, and does every source of it say the same.

What a credit line says is told by the grammar in ``text.credit``; comparison is fair, and doubt is no contradiction.
"""
