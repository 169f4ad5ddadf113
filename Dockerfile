# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements.lock requirements-build.lock ./
RUN python3 -m venv /opt/build \
 && /opt/build/bin/pip install --require-hashes -r requirements-build.lock \
 && python3 -m venv --without-pip /opt/syndicator \
 && /opt/build/bin/pip --python /opt/syndicator install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY config ./config
COPY templates ./templates
COPY syndicator ./syndicator
RUN /opt/build/bin/python -m hatchling build -t wheel -d /build/dist \
 && /opt/build/bin/pip --python /opt/syndicator install --no-deps --no-index /build/dist/*.whl

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="syndicator" \
      org.opencontainers.image.description="Reposts news articles only when their terms allow it, proves that it did so, and keeps it true." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/syndicator /opt/syndicator
ENV PATH=/opt/syndicator/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SYNDICATOR_CONFIG=/etc/syndicator/syndicator.toml \
    SYNDICATOR_DATA=/data
# A number, so that an orchestrator can see that it is not root without reading a passwd file.
RUN install -d -o 10001 -g 10001 -m 0750 /data
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=10s --start-period=30s --retries=3 CMD ["syndicator", "health"]
ENTRYPOINT ["syndicator"]
CMD ["run"]
