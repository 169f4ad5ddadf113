"""Messages to people, against servers on the loopback interface."""
