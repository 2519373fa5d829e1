"""The gallery, `epochal --gallery`: every component in every state, for those who build the window. Hidden from help.

Why its words aren't translated: they are examples, read by developers only; the wall that asks for tr() passes it by.
"""
