"""The components behind the one template library, split by what they are."""
