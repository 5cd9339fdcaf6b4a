"""The site and its JSON API: addresses in, pages out."""
