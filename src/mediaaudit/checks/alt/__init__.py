"""Text alternatives: is there one, is it one, and does it say more than the page says already.

Presence follows WCAG 2.2 (1.1.1), HTML-AAM and the ACT rules; quality follows W3C's alt decision tree and IPTC.
"""
