"""Named questions for programs, and the description of every address."""
