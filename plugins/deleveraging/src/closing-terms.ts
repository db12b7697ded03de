import { p } from '@ebb/sdk';
import type { DeleveragingPolicy, Parameter } from '@ebb/sdk';

type Price = NonNullable<DeleveragingPolicy['price']>;
type Trigger = NonNullable<DeleveragingPolicy['trigger']>;

/** What every rule of this family lets a scenario choose: at which price positions are closed, and when. */
export interface ClosingTerms {
  readonly price: Price;
  readonly trigger: Trigger;
}

/** Declares the two parameters with a venue's own choice as their default. */
export function closingTerms(venue: ClosingTerms): {
  readonly price: Parameter<Price>;
  readonly trigger: Parameter<Trigger>;
} {
  return {
    price: p.choice(['bankruptcy', 'mark', 'previousMark'], {
      describe:
        'Price at which positions are closed: the bankruptcy price, the mark price, or the mark price before it.',
      default: venue.price,
    }),
    trigger: p.choice(['fund', 'accountValue'], {
      describe: 'When: once nobody takes a position over, or besides as soon as the value of an account is below zero.',
      default: venue.trigger,
    }),
  };
}
