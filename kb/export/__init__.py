"""What leaves the house: tables, records, citations, the data card and the frozen copy. Values in, text out."""
