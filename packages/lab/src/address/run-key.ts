import { createHash } from 'node:crypto';
import { canonicalScenario } from '@ebb/engine';
import type { Plan } from '@ebb/engine';

/** The rules of the house and the world that runs of any seed share. */
export interface PlayedWorld {
  /** See `buildHash`. */
  readonly build: string;
  readonly plan: Pick<Plan, 'scenario' | 'used'>;
}

/**
 * Hashes what a world is made of: the built packages on the run path, the scenario with all changes, and the files of its
 * plugins; SHA-256, 64 hex digits. Two worlds of one hash play the same run for the same seed.
 */
export function worldHash({ build, plan }: PlayedWorld): string {
  const plugins = plan.used.map(({ plugin: { kind, name }, hash }) => `${kind} ${name} ${hash}`).sort();
  return digest([build, canonicalScenario(plan.scenario), ...plugins]);
}

/** The content address of a run: of its world, by `worldHash`, and its seed; 32 hex digits. */
export function runKey(world: string, seed: number): string {
  return digest([world, String(seed)]).slice(0, 32);
}

/** Hashes texts so that no two lists of them look alike. */
export function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\0${part}\0`);
  return hash.digest('hex');
}
