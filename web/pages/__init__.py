"""What templates are given: values of an application arranged for reading. Nothing writes here."""
