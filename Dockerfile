# For `--team` behind a proxy that speaks TLS: README, "For a team". No key, password or address of yours is in a layer.
FROM node:20.20.2-bookworm-slim
WORKDIR /wiretone
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN sh lib/cli/image.sh
USER node
ENV HOST=0.0.0.0 PORT=4820
EXPOSE 4820
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/server/main.js"]
