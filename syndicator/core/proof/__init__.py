"""Proving obligations on a text: the same code for source, draft and live page."""

from syndicator.core.proof.obligations import By, Check, Obligation, lacking
from syndicator.core.proof.proving import prove, prove_text

__all__ = ["By", "Check", "Obligation", "lacking", "prove", "prove_text"]
