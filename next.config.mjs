process.env.NEXT_TELEMETRY_DISABLED = '1';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // No calls to the outside, and no files of other tools written into the project.
  agentRules: false,
  experimental: { agentUpgrade: false },
  // Chosen here, so that a lock file further up never makes another folder the root.
  turbopack: { root: import.meta.dirname },
  devIndicators: false,
  typescript: { ignoreBuildErrors: true },
};

export default config;
