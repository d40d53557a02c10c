FROM python:3.11-slim-bookworm AS build
RUN pip install --no-cache-dir uv
WORKDIR /source
COPY pyproject.toml README.md ./
COPY graph graph
COPY etl etl
COPY queries queries
COPY app app
COPY notes notes
RUN uv venv /opt/gradus && uv pip install --python /opt/gradus/bin/python --no-cache .

FROM python:3.11-slim-bookworm
COPY --from=build /opt/gradus /opt/gradus
RUN useradd --create-home --uid 10001 gradus && install --directory --owner gradus /data
ENV PATH=/opt/gradus/bin:$PATH GRADUS_HOME=/data PYTHONUNBUFFERED=1
USER gradus
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
ENTRYPOINT ["gradus"]
CMD ["up", "--no-browser", "--host", "0.0.0.0"]
