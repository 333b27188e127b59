"""What people do in a portal, shared by several steps."""
