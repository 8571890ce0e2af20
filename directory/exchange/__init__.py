"""Directory entries as files: the product's own CSV and XLSX format, in and out."""
