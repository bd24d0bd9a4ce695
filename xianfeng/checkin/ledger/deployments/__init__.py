"""The ledger of members at the front and of first secretaries of estates."""
