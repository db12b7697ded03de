import type { Glimpse } from './worker-probe.ts';

/** What a watchdog watches, and what it does. */
export interface Watched {
  /** Changes whenever the run has moved on. */
  beats(): number;
  /** Looks at what the run is doing now. */
  glimpse(): Promise<Glimpse | undefined>;
  /** Called once when the run has stood still for too long, with the last that was seen of it. */
  stuck(seen: Glimpse | undefined): void;
}

/** Looks in a limit; a run that is slow between two beats is not a run that stands still. */
const LOOKS = 4;
/** A run that does not answer may only be waiting for a processor: silence counts for less than standing still. */
const SILENCE = 1 / 3;

/**
 * Tells a run that stands still from one that is slow. Where no beat came since the last look it glimpses into the run: as
 * long as dispatches are done, it is alive. Time in which the whole process slept does not count. Returns how to end it.
 */
export function startWatchdog(limitSeconds: number, watched: Watched): () => void {
  const lookMs = (limitSeconds * 1000) / LOOKS;
  let beats = watched.beats();
  let lookedAt = performance.now();
  let stillMs = 0;
  let seen: Glimpse | undefined;
  let over = false;
  let timer = setTimeout(look, lookMs);

  async function look(): Promise<void> {
    const now = performance.now();
    const passedMs = Math.min(now - lookedAt, 1.5 * lookMs);
    lookedAt = now;
    if (watched.beats() === beats) await glimpse(passedMs);
    else alive();
    if (over) return;
    if (stillMs < limitSeconds * 1000) timer = setTimeout(look, lookMs);
    else watched.stuck(seen);
  }

  async function glimpse(passedMs: number): Promise<void> {
    const now = await watched.glimpse();
    if (watched.beats() !== beats) return alive();
    const moved = seen !== undefined && now !== undefined && now.dispatched !== seen.dispatched;
    stillMs = moved ? 0 : stillMs + (now === undefined ? passedMs * SILENCE : passedMs);
    seen = now ?? seen;
  }

  function alive(): void {
    beats = watched.beats();
    stillMs = 0;
    seen = undefined;
  }

  return () => {
    over = true;
    clearTimeout(timer);
  };
}
