/** Names who does a piece of work: the plugin (or part of the house) and which instance of it. */
export interface Owner {
  readonly plugin: string;
  readonly instance: string;
}

/** The owner of work that nobody has claimed. */
export const UNCLAIMED: Owner = { plugin: 'kernel', instance: 'unclaimed' };
