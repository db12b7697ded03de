import type { OpenScenario } from '@ebb/engine/node';

/** What a description is made of: a scenario that can be played, and how it was written. */
export type Described = Pick<OpenScenario, 'plan' | 'loaded' | 'changes'>;
