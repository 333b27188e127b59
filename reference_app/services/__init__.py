"""What people can do, a module each."""
