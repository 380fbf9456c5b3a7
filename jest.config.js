/** @type {import('jest').Config} */
export default {
  testEnvironment: './spec/environment.mjs',
  roots: ['<rootDir>/spec'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  collectCoverageFrom: ['lib/**/*.ts'],
  coverageProvider: 'v8',
  maxWorkers: '100%', // Jest leaves a core alone, which of two is half of them
  testTimeout: 60_000, // a busy machine is slow, not broken
};
