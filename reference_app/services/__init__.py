"""What people can do, with a module for each kind."""
