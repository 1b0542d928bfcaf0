# Vestnik in one image: `serve` by default; `worker`, `upgrade` and the other commands by name. See docs/admin/scaling.en.md.

FROM node:22-bookworm-slim AS ui
WORKDIR /src/ui
COPY ui/package.json ui/package-lock.json ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY ui/ ./
RUN npm run api && VESTNIK_UI_OUT=/static npm run build

FROM python:3.11-slim-bookworm AS package
WORKDIR /src
RUN python -m venv /opt/vestnik
COPY pyproject.toml constraints.txt hatch_build.py README.md LICENSE ./
COPY ui/build.py ui/build.py
COPY examples/ examples/
COPY src/ src/
COPY --from=ui /static/ src/vestnik/web/static/
RUN VESTNIK_UI=skip /opt/vestnik/bin/pip install --no-cache-dir --disable-pip-version-check -c constraints.txt .

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Vestnik" \
      org.opencontainers.image.description="Business e-mail out of a low-code application" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent vestnik \
    && install --directory --owner=vestnik --group=vestnik --mode=0750 /data
COPY --from=package /opt/vestnik/ /opt/vestnik/
ENV PATH=/opt/vestnik/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VESTNIK_DATA=/data \
    VESTNIK_HOST=0.0.0.0 \
    VESTNIK_LOG_FORMAT=json
USER 10001
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["vestnik"]
CMD ["serve"]
