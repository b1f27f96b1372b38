"""Law and method as dated rules: working days, and the règlement of referrals with its steps."""
