import { formatAmount } from '@ebb/results';

const STEPS = [
  { at: 1024 ** 3, unit: 'GiB' },
  { at: 1024 ** 2, unit: 'MiB' },
  { at: 1024, unit: 'KiB' },
] as const;

/** A number of bytes to three figures, as in `12.5 MiB`. */
export function bytesText(bytes: number): string {
  const step = STEPS.find(({ at }) => bytes >= at);
  return step === undefined ? `${bytes} B` : formatAmount(bytes / step.at, step.unit);
}
