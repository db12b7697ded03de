import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';

const SEED = /^[\w.-]{1,64}$/;
const DEFAULT_WATCHDOG_SECONDS = 20;

/** Takes how a command ended. */
export type Ended = (code: ExitCode) => void;

/** Adds what every command on one scenario takes. */
export function scenarioOptions(command: Command): Command {
  return pluginOption(command)
    .argument('<scenario>', 'a scenario file')
    .option('--set <path=value>', 'change one value of the scenario; may be repeated', gather, [])
    .option('--patch <file>', 'lay a file of changes over the scenario; may be repeated', gather, []);
}

/** Adds the option that names plugins besides those of the house. */
export function pluginOption(command: Command): Command {
  return command.option('--plugin <path>', 'a plugin besides those of the house; may be repeated', gather, []);
}

/** The option that ends runs which stand still. */
export function watchdogOption(): Option {
  return new Option('--watchdog <seconds>', 'end a run that stands still for so long; 0 waits for ever')
    .env('EBB_WATCHDOG')
    .default(DEFAULT_WATCHDOG_SECONDS)
    .argParser(secondsOf);
}

/** The option that says how many runs are played at once. */
export function jobsOption(): Option {
  return new Option('--jobs <n>', 'how many runs at once; as many as there are processors').argParser(countOf('jobs'));
}

/** Collects the values of an option that may be repeated. */
export function gather(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Reads a seed, which is a word. */
export function seedOf(text: string): string {
  if (SEED.test(text)) return text;
  throw new InvalidArgumentError('A seed is up to 64 letters, digits, dots, hyphens and underscores.');
}

/** Reads the first of several seeds that follow each other. */
export function firstSeedOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('The first seed is a whole number; the others follow it.');
}

/** Reads a whole number from 1 on; `what` is as in `replicates`. */
export function countOf(what: string): (text: string) => number {
  return (text) => {
    if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
    throw new InvalidArgumentError(`The number of ${what} is a whole number from 1 on.`);
  };
}

/** Reads a share, as in 0.95 or 95%, between 0 and 1 without the edges. */
export function shareOf(text: string): number {
  const share = text.trim().endsWith('%') ? Number(text.trim().slice(0, -1)) / 100 : Number(text);
  if (text.trim() !== '' && share > 0 && share < 1) return share;
  throw new InvalidArgumentError('It is a share between 0 and 1, such as 0.95 or 95%.');
}

/** Reads how narrow an interval is to be: so much to each side, or so much of the estimate where it ends in %. */
export function halfWidthOf(text: string): { readonly halfWidth: number } | { readonly relative: number } {
  const isRelative = text.trim().endsWith('%');
  const width = isRelative ? Number(text.trim().slice(0, -1)) / 100 : Number(text);
  if (text.trim() !== '' && width > 0 && Number.isFinite(width))
    return isRelative ? { relative: width } : { halfWidth: width };
  throw new InvalidArgumentError("It is a number above 0 in the metric's unit, or a part of the estimate such as 5%.");
}

/** Reads a number above 0. */
export function positiveOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It is a number above 0.');
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new InvalidArgumentError('It is a number of seconds.');
}
