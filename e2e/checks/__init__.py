"""What is looked for on a screen."""
