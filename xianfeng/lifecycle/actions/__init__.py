"""Writing changes of units: what each does, and the verbs that plan, apply and cancel one."""
