"""What is said when something of ours is wrong: a dialog with copyable details, the work safe, the log kept."""
