"""Ends with 0 when the web server of this container answers and reaches its database. Used by Dockerfile."""

import http.client
import os
import sys

host = (os.environ.get("ALLOWED_HOSTS") or "localhost").split(",")[0].strip().lstrip("*.")
connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=4)
connection.request("GET", "/health/", headers={"Host": host or "localhost", "X-Forwarded-Proto": "https"})
sys.exit(connection.getresponse().status != 200)
