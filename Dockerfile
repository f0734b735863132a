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
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=262144 MALLOC_TRIM_THRESHOLD_=8388608
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/dist ./dist
# A number, so that a Pod with runAsNonRoot can check it.
USER 65532:65532
EXPOSE 8443 8081
# A small young generation: requests are short-lived, and a large one would only be memory that is never given back. And of
# V8's two optimizing compilers the one that counts: the other takes 20 MiB for what comes to the same speed.
ENTRYPOINT ["node", "--max-semi-space-size=8", "--no-maglev", "/app/dist/main.js"]
CMD ["serve"]
