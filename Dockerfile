# The service with its production dependencies.
FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build
RUN npm ci --omit=dev

FROM node:22.23.2-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production SYLLABLE_HOST=0.0.0.0 SYLLABLE_PORT=8001 SYLLABLE_DATA_DIR=/data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/packages ./packages
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8001
# Checks that the process responds. The balancer uses /readyz, which also checks the database.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8001/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "packages/cli/bin/syllable.js", "serve"]
