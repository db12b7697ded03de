import {
  Concentrated,
  ConstantProduct,
  CLOCK,
  DESK,
  PARAMS,
  TAPE,
  VIEW,
  definePlugin,
  inject,
  injectable,
  p,
  parameters,
} from '@ebb/sdk';
import type { CurvePolicy, Desk, Plugin, PoolCurve, PriceRange, SchedulerLike, Tape, View, z } from '@ebb/sdk';
import { timer } from 'rxjs';

const about = { version: '1.0.0', summary: 'Takes part in a test of pools.' } as const;
const terms = parameters({
  fee: p.integer({ describe: 'Fee in parts per million.', default: 3_000, min: 0 }),
});

@injectable()
class Product implements CurvePolicy {
  readonly #fee: number;

  constructor(@inject(PARAMS) { fee }: z.infer<typeof terms>) {
    this.#fee = fee;
  }

  pool(): PoolCurve {
    return new ConstantProduct(this.#fee);
  }
}

@injectable()
class Ranges implements CurvePolicy {
  pool(): PoolCurve {
    return new Concentrated({ feePpm: 500, tickSpacing: 10 });
  }

  range(): PriceRange {
    return { low: 1, high: 4 };
  }
}

/** A constant product and a concentrated curve, for worlds of tests. */
export const curvePlugins: readonly Plugin[] = [
  definePlugin({ ...about, kind: 'policy', policy: 'curve', name: 'product', params: terms, use: Product }),
  definePlugin({ ...about, kind: 'policy', policy: 'curve', name: 'ranges', params: parameters({}), use: Ranges }),
];

/** What an agent does at an instant; `says` writes down what it saw. */
export type Act = (desk: Desk, view: View, says: (text: string) => void) => void;

/** An agent that does these things at these seconds; writes down its fills, refusals and liquidity, and the trades and quotes of a market. */
export function actor(acts: Readonly<Record<number, Act>>, heard: string[], market: string, name = 'actor'): Plugin {
  @injectable()
  class Actor {
    constructor(
      @inject(DESK) desk: Desk,
      @inject(VIEW) view: View,
      @inject(TAPE) tape: Tape,
      @inject(CLOCK) clock: SchedulerLike,
    ) {
      const says = (text: string): void => void heard.push(text);
      for (const [second, act] of Object.entries(acts)) {
        desk.react(timer(Number(second) * 1000, clock), () => act(desk, view, says));
      }
      desk.react(desk.fills$, ({ fee, price, side, size }) => says(`${side} ${size} at ${price}, ${fee} more`));
      desk.react(desk.orders$, ({ left, refusal, state }) =>
        says(refusal === 'none' ? `${state}, ${left} left` : refusal),
      );
      desk.react(desk.liquidity$, ({ base, quote, refusal, state }) =>
        says(refusal === 'none' ? `${state} ${base} and ${quote}` : refusal),
      );
      desk.react(tape.trades(market), ({ price, side, size }) => says(`a ${side} of ${size} at ${price}`));
    }
  }
  return definePlugin({ ...about, kind: 'agent', name, params: parameters({}), use: Actor });
}
