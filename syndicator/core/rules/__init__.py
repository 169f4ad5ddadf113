"""The rules, in one visible tuple, and judge(case)."""
