const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2023',
    keepClassNames: true,
  },
  sourceMaps: 'inline',
};

/**
 * `cookie` and `content-disposition` are ESM-only, and Fastify's plugins reach them by `require`,
 * which Jest's module registry cannot answer with an ES module: these two become CommonJS.
 */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/guards/fixtures/'],
  transform: {
    'node_modules/(cookie|content-disposition)/.*\\.js$': ['@swc/jest', { module: { type: 'commonjs' } }],
    '\\.ts$': ['@swc/jest', { ...swc, module: { type: 'es6' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(cookie|content-disposition)/)'],
};

const layers = ['domain', 'workflows', 'activities', 'services', 'graphql'];
const longRunning = { setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'] };

/** `unit`, `guards` and `replay` need no server and are part of `npm run check`; `process` starts what it needs. */
export default {
  /** The modules of a suite that is over stay in its process: one that has grown so large makes way for a fresh one, before it collects garbage for seconds. */
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...shared, displayName: 'unit', testMatch: layers.map((layer) => `<rootDir>/${layer}/**/*.spec.ts`) },
    { ...shared, displayName: 'guards', testMatch: ['<rootDir>/test/guards/**/*.spec.ts'], ...longRunning },
    { ...shared, displayName: 'replay', testMatch: ['<rootDir>/test/replay/**/*.spec.ts'], ...longRunning },
    {
      ...shared,
      displayName: 'process',
      testMatch: ['<rootDir>/test/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/guards/', '<rootDir>/test/replay/'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
      ...longRunning,
    },
  ],
};
