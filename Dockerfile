# Triad's web server and worker for a team; docker-compose.yml adds the database.
FROM python:3.13-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin triad

WORKDIR /srv/triad
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY . .
ENV STATIC_FROM_SOURCE=false STATIC_ROOT=/srv/triad/staticfiles
# The two values below serve this one step; the real ones come from the environment when the container starts.
RUN SECRET_KEY=only-for-collectstatic DATABASE_URL=postgresql://unused/unused \
    python manage.py collectstatic --noinput --verbosity 0

USER triad
ENV HOST=0.0.0.0 PORT=8000 HOME=/tmp
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "bin/healthy.py"]
CMD ["python", "-m", "config.serve"]
