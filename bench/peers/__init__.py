"""What the benches compare with, each started as a process of its own."""
