# Pana with the embedded stores: bot, page and desk in one container.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PANA_HOST=0.0.0.0

WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY locales locales
COPY knowledge knowledge
# Installed in place, as `make setup` does: locales/ and knowledge/ stand beside bot/.
RUN pip install --no-cache-dir --no-build-isolation --no-deps --no-index -e . \
    && python -m compileall -q bot \
    && pana understand --train --built \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin pana \
    && install --directory --owner pana --mode 0700 var

USER 10001
VOLUME /app/var
EXPOSE 8000
ENTRYPOINT ["pana"]
CMD ["serve"]
