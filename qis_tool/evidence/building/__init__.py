"""Episodes of claims: what a contract says of their building, and what that came to."""
