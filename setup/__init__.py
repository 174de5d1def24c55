"""What `make setup` does beyond pip: fonts and browser parts from npm, a rare-character font."""
