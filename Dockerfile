# The stage that builds needs the development dependencies; the image that runs holds the bundle and nothing else.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Without install scripts: their only work is to bring Node 24 to machines that lack it.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY scripts ./scripts
COPY src ./src
RUN node scripts/build.ts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
# Bodies and answers come and go by the hundred kilobytes. One arena, and thresholds that stay: what is large has memory of its
# own, and what is small does not go back and forth between here and the system (docs/benchmark.md).
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=1048576
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/dist ./dist
# A number, so that a Pod with runAsNonRoot can check it.
USER 65532:65532
EXPOSE 8443 8081
# V8 (docs/benchmark.md): a small young generation, since requests are short-lived; no more for all else than it takes by itself in
# 256 MiB, and it collects sooner; of its two optimizing compilers the one that counts, as the other takes 20 MiB for the same
# speed; and eight shapes of an object where it would tell four apart.
ENTRYPOINT ["node", "--max-semi-space-size=8", "--max-old-space-size=256", "--no-maglev", "--max-valid-polymorphic-map-count=8", "/app/dist/main.js"]
CMD ["serve"]
