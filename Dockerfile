# The site in a container: the same start script as `make run`, server and worker of jobs together.
#
#   docker build -t klucz-do-ikp --build-arg COMMIT="$(git rev-parse HEAD)" .
#   docker run -p 8000:8000 -v klucz-var:/app/var klucz-do-ikp
#
# The first password is not in the log: docker exec <container> cat var/first-password
# podman and buildah keep the HEALTHCHECK only with --format docker.
# A folder of the host as volume has to belong to user 10001. To build from an image that never changes under its name:
#   --build-arg BASE=python:3.11-slim@sha256:…
# In production also set SITE_URL and ALLOWED_HOSTS, and DATABASE_URL for PostgreSQL; config/settings.py lists them all.
# With several containers let one run `python scripts/start.py`, and the others `python scripts/start.py web`.

ARG BASE=python:3.11-slim

FROM ${BASE} AS packages
COPY requirements.txt .
# Ready-made packages only: no compiler is needed, and nothing that installs is left in /venv.
RUN python -m venv --without-pip /venv \
    && python -m pip --python /venv/bin/python install --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt
# Texts of the packages in languages that the site does not speak: thirty megabytes.
RUN find /venv -type d -path '*/locale/*/LC_MESSAGES' ! -path '*/locale/en/*' ! -path '*/locale/pl/*' -prune -exec rm -r {} +

FROM ${BASE} AS files
WORKDIR /app
COPY LICENSE manage.py requirements.txt requirements-places.txt ./
COPY config config
COPY docs/manual-en.md docs/manual-pl.md docs/
COPY guides guides
COPY locale locale
COPY scripts/start.py scripts/serve.py scripts/
COPY static static
COPY templates templates
# COPY keeps modes: of a checkout that was made for its owner only, the running user could read nothing.
RUN chmod -R u=rwX,go=rX /app

FROM ${BASE}
ARG VERSION=0.1.0
ARG COMMIT=unknown
LABEL org.opencontainers.image.title="Klucz do IKP" \
    org.opencontainers.image.version=${VERSION} \
    org.opencontainers.image.revision=${COMMIT} \
    org.opencontainers.image.licenses=MIT
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LISTEN_ON=0.0.0.0 \
    PORT=8000 \
    PASSWORD_COMMAND="docker exec -it <container> python scripts/start.py manage changepassword redakcja"
WORKDIR /app

RUN useradd --system --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin site
COPY --from=packages /venv /venv
COPY --from=files /app /app

# Compiled and collected now, so that the running user needs to write nowhere but in var.
RUN install -d -o site -g site -m 700 /app/var \
    && python -m compileall -q config guides scripts \
    && SECRET_KEY=only-for-the-build VAR_DIR=/tmp/var python scripts/start.py collect \
    && rm -rf /tmp/var

USER site
VOLUME /app/var
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "scripts/start.py", "health"]
# Answered within 8 seconds (graceful_timeout), before `docker stop` kills after 10.
STOPSIGNAL SIGTERM
CMD ["python", "scripts/start.py"]
