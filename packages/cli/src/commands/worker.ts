import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
export function worker(_: object): Promise<ExitCode> {
  return Promise.resolve(EXIT.ok);
}
