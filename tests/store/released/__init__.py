"""Databases as earlier releases left them, as SQL: what every later upgrade must take along."""
