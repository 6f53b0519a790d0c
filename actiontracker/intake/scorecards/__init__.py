"""Scorecards as papers print them: tables of indicators, and scorecard files."""
