/** What was written on the command line cannot be used; the message is the sentence to print. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
