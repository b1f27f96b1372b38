"""Contributions read together: themes from words, agreement between readers, who took part."""
