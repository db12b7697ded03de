/** An error of exact arithmetic: an argument that is no safe integer, or a result that would not be one. */
export class ExactError extends RangeError {
  override readonly name = 'ExactError';
}
