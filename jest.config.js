const common = {
  transform: { '^.+\\.ts$': '@swc/jest' },
  testEnvironment: 'node',
  globalTeardown: '<rootDir>/__tests__/support/servers/global-teardown.ts',
};

/** @type {import('jest').Config} */
module.exports = {
  testTimeout: 30_000,
  testSequencer: '<rootDir>/__tests__/support/longest-first.js',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/__tests__/e2e/'],
      globalSetup: '<rootDir>/__tests__/support/servers/global-setup.ts',
    },
    {
      ...common,
      displayName: 'e2e',
      testMatch: ['<rootDir>/__tests__/e2e/**/*.test.ts'],
      globalSetup: '<rootDir>/__tests__/support/servers/global-setup-e2e.ts',
    },
  ],
};
