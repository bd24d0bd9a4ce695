"""People who sign in: users, second factor, the three administrators."""
