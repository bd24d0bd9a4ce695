"""What is asked about problems and orders."""
