"""The command line: one file a command, each thin; what they show comes from the rooms below as values."""
