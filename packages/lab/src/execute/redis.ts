import type { Redis } from 'ioredis';

/** Waits between two attempts to reach a Redis that does not answer, in milliseconds. */
const FIRST_MS = 50;
const LONGEST_MS = 1000;

/**
 * Connects to a Redis or a Valkey; goes on for as long as it does not answer, or until it is over. A connection that BullMQ makes
 * like this one is over with it. Throws a RangeError for what is no address.
 */
export async function connectRedis(url: string, isOver: () => boolean = () => false): Promise<Redis> {
  nameOfRedis(url);
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isOver() ? null : Math.min(FIRST_MS * times, LONGEST_MS)),
  });
  // Whoever waits for an answer says so when none comes.
  redis.on('error', () => {});
  return redis;
}

/** The address without its password, for sentences. Throws a RangeError for what is no address of a Redis. */
export function nameOfRedis(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed !== undefined && /^rediss?:$/.test(parsed.protocol) && parsed.hostname !== '') {
    return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
  }
  throw new RangeError(`the address of a Redis is redis://host:6379 or rediss://host:6379, not '${url}'`);
}

/** Waits for some work, but no longer than so many seconds. */
export async function within(seconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, seconds * 1000)));
  await Promise.race([work.catch(() => {}), late]);
  clearTimeout(timer);
}
