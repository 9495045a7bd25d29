"""Captions: is there one, was it written for this picture, and may it be printed as it stands.

What a caption is made of follows agency practice (who, what, where, when: AP); what may stand in it is data.
"""
