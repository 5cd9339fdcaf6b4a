"""A searchable knowledge base of good practices in local democracy."""
