"""What a school's network and devices do to the login."""
