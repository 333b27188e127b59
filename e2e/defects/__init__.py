"""How the suite is proved: portals that are wrong in one point, and whether the scenarios of that point catch it."""
