"""How the suite is proved: on portals that are wrong on purpose, and on right ones that look different."""
