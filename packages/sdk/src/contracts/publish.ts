import type { FactHead, FactType, Numbers } from '@ebb/kernel';

/** Who published a fact of a plugin's own type: the subject of such a fact. */
export interface Speaker {
  readonly plugin: string;
  /** The instance, as in `holders[17]`. */
  readonly instance: string;
}

/**
 * Publishes a fact of a type that the plugin declares itself, in the instance's name; others hear it by `tape.facts(type)`.
 * The type's name is the plugin's, a slash and a word of its own, as in `panic-seller/gaveUp`; another name throws.
 */
export type Publish = <A extends Numbers, F extends FactHead>(type: FactType<Speaker, A, F>, ...numbers: A) => void;
