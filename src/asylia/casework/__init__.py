"""What may be done: one door for every change, and what each action asks and writes."""
