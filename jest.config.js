/** Tests run as ES modules; a package's name resolves to its source, so that no build is needed to test one. */
export default {
  testMatch: ['<rootDir>/{packages,plugins,scenarios,docs,benchmarks}/**/*.test.ts', '<rootDir>/*.test.ts'],
  // No test asserts time: this ends what hangs, on machines that are busy with other work too.
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/runs/'],
  moduleNameMapper: {
    '^fast-check$': '<rootDir>/fast-check.js',
    '^@ebb/plugin-([^/]+)$': '<rootDir>/plugins/$1/src/index.ts',
    '^@ebb/(results)/store$': '<rootDir>/packages/$1/src/store.ts',
    '^@ebb/(engine)/(node|typescript)$': '<rootDir>/packages/$1/src/$2.ts',
    '^@ebb/(lab)/(thread|statistics)$': '<rootDir>/packages/$1/src/$2.ts',
    '^@ebb/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          target: 'es2022',
          transform: { legacyDecorator: true, decoratorMetadata: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
