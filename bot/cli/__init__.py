"""The subcommands of the terminal, one file each; heavy things are imported when they run."""
