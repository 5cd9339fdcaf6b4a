"""From documents in many formats to works of the index: read, enrich, check, publish; all or nothing, incremental."""
