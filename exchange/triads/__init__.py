"""The theory side in and out by itself: tables for spreadsheets, and Word documents with tables of three columns."""
