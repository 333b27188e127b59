"""What a school's network and devices do to logging in."""
