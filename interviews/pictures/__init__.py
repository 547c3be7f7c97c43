"""Pictures that the server draws: SVG without any library, and PNG made of it."""
