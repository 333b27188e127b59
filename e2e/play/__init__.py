"""What the steps play with: the people, their devices, the portal's clock, and the ways through a portal."""
