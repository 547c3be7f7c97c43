"""Tables of codes: by what is known of those who speak (attributes), and by one another; as page, picture and file."""
