import 'reflect-metadata';
import { container as root, instanceCachingFactory } from 'tsyringe';
import type { DependencyContainer } from 'tsyringe';
import type { Injectable } from '@ebb/sdk';

/** What a scope offers: values by token, and values that are made when first asked for. */
export interface Offers {
  readonly values?: ReadonlyMap<symbol, unknown>;
  readonly makers?: ReadonlyMap<symbol, () => unknown>;
}

/**
 * Builds plugins' classes from what their constructors name. Scopes nest: what a process offers is known to its runs,
 * what a run offers to its agents, never the other way or sideways.
 */
export class Injector {
  readonly #container: DependencyContainer;

  constructor(container: DependencyContainer = root.createChildContainer()) {
    this.#container = container;
  }

  /** A scope inside this one. */
  scope({ values, makers }: Offers): Injector {
    const child = this.#container.createChildContainer();
    for (const [token, value] of values ?? []) child.register(token, { useValue: value });
    for (const [token, make] of makers ?? []) child.register(token, { useFactory: instanceCachingFactory(make) });
    return new Injector(child);
  }

  /** Makes an instance; throws what the constructor throws, or which dependency is missing. */
  make(type: Injectable): object {
    try {
      return this.#container.resolve(type as unknown as new () => object);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('TypeInfo not known'))) throw error;
      throw new Error(`the class ${type.name} has no @injectable() above it`, { cause: error });
    }
  }
}
