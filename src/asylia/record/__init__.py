"""What is known: agencies, cases, persons, tracks, the ledger of facts, what the law wrote, and what is sealed."""
