"""The evidence behind a plan's goals: tables of hospitals, contracts and claims, and what can be said from them."""
