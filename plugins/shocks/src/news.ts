import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Shock, TimedEffect, z } from '@ebb/sdk';

/** What moves, how far, and how the headline sounds. */
export const params = parameters({
  assets: p.list(p.asset({ describe: 'An asset whose outside value moves.' }), {
    describe: 'Assets whose outside value moves; those that follow one of them move with it.',
    min: 1,
  }),
  drop: p.fraction({ describe: 'By which share of it the value falls; negative rises.', min: -9, max: 0.999 }),
  over: p.duration({ describe: 'Time in which the value gets there, evenly in logarithm; 0 is at once.', default: 0 }),
  tone: p.number({ describe: 'Tone of the headline, from −1 (terrible) to 1.', default: -1, min: -1, max: 1 }),
}).superRefine(({ assets }, context) => {
  const twice = findTwice(assets);
  if (twice === -1) return;
  context.addIssue({
    code: 'custom',
    message: 'each asset once, as its value would move twice',
    path: ['assets', twice],
  });
});

/** Where an asset stands for the second time; −1 when all differ. */
function findTwice(assets: readonly string[]): number {
  return assets.findIndex((asset, at) => assets.indexOf(asset) !== at);
}

/** A headline, and what it does to the outside value of some assets. */
@injectable()
export class NewsShock implements Shock {
  readonly #params: z.infer<typeof params>;

  /** Throws a RangeError when an asset is named twice, since its value would move twice. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    const twice = given.assets[findTwice(given.assets)];
    if (twice !== undefined) throw new RangeError(`the assets of a piece of news name ${twice} twice`);
    this.#params = given;
  }

  /** The headline first, then the values in the order of `assets`, all at the same instant. */
  effects(): readonly TimedEffect[] {
    const { assets, drop, over, tone } = this.#params;
    const moves = drop === 0 ? [] : assets;
    return [
      { afterMs: 0, effect: { kind: 'news', tone } },
      ...moves.map((asset): TimedEffect => ({
        afterMs: 0,
        effect: { kind: 'value', asset, factor: 1 - drop, ...(over === 0 ? {} : { overMs: over }) },
      })),
    ];
  }
}

export default definePlugin({
  kind: 'shock',
  name: 'news',
  version: '1.0.0',
  summary: 'A headline that everyone hears, and a fall (or rise) of the outside value of some assets.',
  params,
  use: NewsShock,
});
