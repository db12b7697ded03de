import { isDrawable, p, z } from '@ebb/sdk';

/** The parameters of a weighted mean of spot markets, as several plugins of this family take them. */
export const spotParameters = {
  weights: z
    .record(z.string(), p.number({ describe: 'Weight of the source.', min: 0 }))
    .superRefine((weights, context) => {
      if (Object.values(weights).some((weight) => isDrawable(weight) || weight > 0)) return;
      context.addIssue({ code: 'custom', message: 'at least one weight above 0' });
    })
    .optional()
    .meta({
      description:
        'Weights by source: a spot market as BTC/USD@usd, or outside:BTC for the outside value. A source that is not ' +
        'named does not count, nor one of another base asset.',
    }),
  price: p.choice(['mid', 'last'], { describe: 'Which price of a source counts.', default: 'mid' }),
  maxAge: p.duration({ describe: 'A source whose book has not changed for longer does not count.', default: '10 s' }),
  outlier: p.fraction({
    describe: 'How far from the median of all sources a price may be.',
    default: '5%',
    min: 0,
    max: 1,
  }),
  outlierRule: p.choice(['clamp', 'drop'], {
    describe: 'A price further off counts at the edge of the band, or not at all.',
    default: 'clamp',
  }),
};
