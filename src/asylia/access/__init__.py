"""Who may see what: agencies, accounts, roles, the policy, the vault and its keys, break-glass."""
