/** Playing one run in a thread of its own: a door apart, as `ebb run` must not wait for all the rest to load. */
export { RunGauges } from './thread/run-gauges.ts';
export { superviseRun } from './thread/supervise-run.ts';
export type { Outcome, Supervisor } from './thread/supervise-run.ts';
export type { Chunk, FromWorker, RunHead, RunRequest } from './thread/messages.ts';
