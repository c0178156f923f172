#!/bin/sh
# From the sources alone to what `node dist/server/main.js` needs: the one RUN line of the Dockerfile, and of a test in an empty folder.
set -eu
# Packages run nothing of theirs while they are installed; those for development stay out.
npm ci --omit=dev --ignore-scripts --no-audit --no-fund --prefer-offline
npm run build
# Only the next build would read it.
rm -rf .next/cache
