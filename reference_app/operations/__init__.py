"""Running the portal: settings, server, mail worker, commands, and a school to look around in."""
