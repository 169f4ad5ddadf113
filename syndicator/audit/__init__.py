"""Auditing pages that anybody published: which are copies, and what of the terms they keep."""
