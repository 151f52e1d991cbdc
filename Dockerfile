# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
WORKDIR /src
RUN python -m venv /opt/segment-bot
ENV PATH=/opt/segment-bot/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
COPY segmentation segmentation
COPY bot bot
COPY templates templates
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 segment
COPY --from=build /opt/segment-bot /opt/segment-bot
COPY config.toml /etc/segment-bot/config.toml
ENV PATH=/opt/segment-bot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    SEGMENT_BOT_DATA_DIR=/data
RUN install -d -o segment -g segment /data
USER segment
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["segment-bot", "doctor", "--running"]
ENTRYPOINT ["segment-bot"]
CMD ["run", "--config", "/etc/segment-bot/config.toml"]
