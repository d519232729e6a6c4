# The site in a container: the same start script as `make run`.
#
#   docker build -t klucz-do-ikp .
#   docker run -p 8000:8000 -v klucz-var:/app/var klucz-do-ikp
#
# In production also set SITE_URL and ALLOWED_HOSTS, and DATABASE_URL for PostgreSQL; config/settings.py lists them all.

FROM python:3.11-slim AS packages
COPY requirements.txt .
# Ready-made packages only: no compiler is needed, and nothing that installs is left in /venv.
RUN python -m venv --without-pip /venv \
    && python -m pip --python /venv/bin/python install --no-cache-dir --only-binary :all: -r requirements.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LISTEN_ON=0.0.0.0 \
    PORT=8000 \
    PASSWORD_COMMAND="docker exec -it <container> python scripts/start.py manage changepassword redakcja"
WORKDIR /app

RUN useradd --system --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin site \
    && install -d -o site -g site -m 700 /app/var
COPY --from=packages /venv /venv
COPY manage.py requirements.txt requirements-places.txt ./
COPY config config
COPY guides guides
COPY locale locale
COPY scripts/start.py scripts/serve.py scripts/
COPY static static
COPY templates templates

# Compiled and collected now, so that the running user needs to write nowhere but in var.
RUN python -m compileall -q config guides \
    && SECRET_KEY=only-for-the-build VAR_DIR=/tmp/var python scripts/start.py collect \
    && rm -rf /tmp/var

USER site
VOLUME /app/var
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "scripts/start.py", "health"]
STOPSIGNAL SIGTERM
CMD ["python", "scripts/start.py"]
