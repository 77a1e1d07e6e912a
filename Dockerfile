# Newsdesk in one small image: the locked packages, then the checkout itself. The database lives in /data.
FROM python:3.13-slim

RUN useradd --create-home --uid 10001 newsdesk && install -d -o newsdesk /data
WORKDIR /app

COPY requirements/pip.txt requirements/users.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/pip.txt \
 && pip install --no-cache-dir --require-hashes -r requirements/users.txt

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY config config
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

USER newsdesk
ENV NEWSDESK_DATA__DIR=/data PYTHONUNBUFFERED=1
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s CMD ["newsdesk", "status", "--json"]
ENTRYPOINT ["newsdesk"]
CMD ["run"]
