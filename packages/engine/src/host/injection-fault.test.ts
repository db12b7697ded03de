import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { COHORT, DESK, ISSUER, PARAMS, VENUE, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Injectable, PluginDeclaration } from '@ebb/sdk';
import { injectionFault } from './injection-fault.ts';
import { Injector } from './injector.ts';

const plugin = (use: Injectable, more: Partial<PluginDeclaration> = {}) =>
  definePlugin({
    kind: 'agent',
    name: 'odd-agent',
    version: '1.0.0',
    summary: 'Asks for this and that.',
    params: parameters({}),
    use,
    ...more,
  });

class Helper {}

@injectable()
class Good {
  constructor(
    @inject(DESK) readonly desk: object,
    @inject(PARAMS) readonly params: object,
    @inject(Helper) readonly helper: Helper,
  ) {}
}

@injectable()
class Forgetful {
  constructor(
    @inject(DESK) readonly desk: object,
    readonly params: object,
  ) {}
}

@injectable()
class Herd {
  constructor(@inject(COHORT) readonly cohort: object) {}
}

@injectable()
class Rule {
  constructor(@inject(VENUE) readonly venue: object) {}
}

@injectable()
class Mechanism {
  constructor(
    @inject(ISSUER) readonly books: object,
    @inject(DESK) readonly desk: object,
  ) {}
}

class Bare {
  constructor(@inject(DESK) readonly desk: object) {}
}

describe('injectionFault', () => {
  test('finds nothing where every parameter names what its kind is offered, or a class', () => {
    expect(injectionFault(plugin(Good))).toBeNull();
    expect(injectionFault(plugin(Herd, { cohort: true }))).toBeNull();
    expect(injectionFault(plugin(Rule, { kind: 'policy', policy: 'fees' }))).toBeNull();
    expect(injectionFault(plugin(Helper))).toBeNull();
    expect(injectionFault(plugin(Mechanism, { kind: 'peg' }))).toBeNull();
  });

  test('names the parameter without @inject', () => {
    expect(injectionFault(plugin(Forgetful))).toBe(
      'the constructor of Forgetful has no @inject(…) on its parameter 2, so nothing can be put there',
    );
  });

  test('names a token that the kind is not offered, and what would offer it', () => {
    expect(injectionFault(plugin(Herd))).toBe(
      'the constructor of Herd asks for COHORT, but a plugin of this kind is offered CLOCK, PARAMS, PUBLISH, RNG, STREAMS, ' +
        "TAPE, VIEW, DESK; a plugin that steers a cohort declares 'cohort: true'",
    );
    expect(injectionFault(plugin(Good, { cohort: true }))).toContain('asks for DESK');
    expect(injectionFault(plugin(Rule))).toContain('asks for VENUE');
    expect(injectionFault(plugin(Mechanism))).toContain('asks for ISSUER');
  });
});

test('a class without @injectable is named when it is made', () => {
  expect(() => new Injector().scope({ values: new Map([[DESK, {}]]) }).make(Bare)).toThrow(
    'the class Bare has no @injectable() above it',
  );
});
