import { describe, expect, test } from '@jest/globals';
import { RunSize } from './run-size.ts';

const MINUTE = 60_000_000;

describe('the size of a run', () => {
  test('is the largest share of the supply at its beginning, and when it began', () => {
    const run = new RunSize(0);
    run.supply(0, 1000);
    run.ask(0.5 * MINUTE, 50);
    run.ask(2.1 * MINUTE, 100);
    run.ask(2.9 * MINUTE, 20);
    run.supply(3 * MINUTE, 800);
    run.ask(3.5 * MINUTE, 90);
    expect(run.worst(1)).toEqual({ share: 0.12, atUs: 2 * MINUTE });
    expect(run.worst(2)).toEqual({ share: 0.21, atUs: 2 * MINUTE });
    expect(run.worst(60)).toEqual({ share: 0.26, atUs: 0 });
  });

  test('leaves out the warm-up, and takes the supply at its end', () => {
    const run = new RunSize(10 * MINUTE);
    run.supply(0, 500);
    run.ask(9.9 * MINUTE, 400);
    run.ask(10.5 * MINUTE, 5);
    expect(run.worst(1)).toEqual({ share: 0.01, atUs: 10 * MINUTE });
  });

  test('has no share without supply, and takes the first that is told', () => {
    const run = new RunSize(0);
    run.ask(0.1 * MINUTE, 5);
    expect(run.worst(1).share).toBeNaN();
    run.supply(0.5 * MINUTE, 50);
    expect(run.worst(1)).toEqual({ share: 0.1, atUs: 0 });
  });
});
