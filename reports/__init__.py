"""Reports that people take into a meeting: slides, workbooks and other files, with the same values as the pages."""
