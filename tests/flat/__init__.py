"""Tables counted a second time, with pandas, on the flat files that a study leaves as."""
