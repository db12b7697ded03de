/** Random numbers for one draw of a latency; every account has its own sequence. */
export interface LatencyDraws {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
}

/** Says how long an intent travels from an agent to the venue; microseconds, at least 0. */
export interface LatencyPolicy {
  delayUs(draws: LatencyDraws): number;
}
