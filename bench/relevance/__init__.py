"""Whether the search finds: topics, judgements, and the layers switched off one at a time."""
