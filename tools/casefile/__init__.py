"""From a case file (research notes as JSON) to the bundled dataset. Only `import_casefile` imports it."""
