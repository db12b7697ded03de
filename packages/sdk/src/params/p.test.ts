import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { namesIn } from './names-in.ts';
import { readingOf } from './parameter.ts';
import { p, parameters } from './p.ts';

const declared = parameters({
  market: p.market({ describe: 'The market it trades.' }),
  coin: p.asset({ describe: 'What it holds.', default: 'USDe' }),
  trigger: p.fraction({ describe: 'Loss of the peg at which it sells.', min: 0, max: '50%' }),
  reactMs: p.duration({ describe: 'Time it takes to react.', default: '250 ms' }),
  perSecond: p.rate({ describe: 'Orders sent.', default: '2 /s' }),
  budget: p.number({ describe: 'What it may spend.', unit: 'USDT', default: '5 M USDT' }),
  lots: p.integer({ describe: 'How many.', min: 1, default: 1 }),
  side: p.side({ describe: 'What it does.', default: 'sell' }),
  mode: p.choice(['calm', 'eager'], { describe: 'How it does it.', default: 'calm' }),
  loud: p.flag({ describe: 'Whether it tells.', default: false }),
  label: p.text({ describe: 'A word for it.', default: 'x' }),
  levels: p.list(p.number({ describe: 'A level.' }), { describe: 'Levels.', max: 2, default: [1] }),
  book: p.object({ venue: p.venue({ describe: 'Where.' }), rival: p.agent({ describe: 'Who.' }).optional() }),
});

/** What a plugin's declaration asks for. */
const object: z.ZodObject = declared;

/** The type a plugin receives; compiled, so that a change of inference fails the check of types. */
const typed: z.infer<typeof declared> = {
  market: 'A/B@v',
  coin: 'USDe',
  trigger: 0.01,
  reactMs: 250,
  perSecond: 2,
  budget: 5,
  lots: 1,
  side: 'buy',
  mode: 'eager',
  loud: true,
  label: 'x',
  levels: [1],
  book: { venue: 'alpha' },
};

const least = { market: 'BTC/USDT:USDT@alpha', trigger: '1%', book: { venue: 'alpha' } };

function sentences(raw: object): readonly string[] {
  const result = declared.safeParse({ ...least, ...raw });
  return (result.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${readingOf(issue)?.sentence ?? '-'}`);
}

describe('p', () => {
  test('gives plain values in base units, with defaults', () => {
    expect(declared.parse(least)).toEqual({
      market: 'BTC/USDT:USDT@alpha',
      coin: 'USDe',
      trigger: 0.01,
      reactMs: 250,
      perSecond: 2,
      budget: 5_000_000,
      lots: 1,
      side: 'sell',
      mode: 'calm',
      loud: false,
      label: 'x',
      levels: [1],
      book: { venue: 'alpha' },
    });
    expect(Object.keys(typed)).toEqual(Object.keys(object.shape));
  });

  test('says what is wrong and where, one sentence each', () => {
    expect(sentences({ trigger: '60%' })).toEqual(["trigger: expected a fraction from 0 to 0.5, found '60%'"]);
    expect(sentences({ reactMs: '-1 ms' })).toEqual(["reactMs: expected a duration of at least 0 ms, found '-1 ms'"]);
    expect(sentences({ market: 'BTC/USDT:USDT' })).toEqual([
      "market: expected a market such as BTC/USDT:USDT@alpha, found 'BTC/USDT:USDT'",
    ]);
    expect(sentences({ market: undefined })).toEqual([
      'market: expected a market such as BTC/USDT:USDT@alpha, found nothing',
    ]);
    expect(sentences({ side: 'long' })).toEqual(["side: expected one of buy, sell, found 'long'"]);
    expect(sentences({ loud: 'yes' })).toEqual(["loud: expected true or false, found 'yes'"]);
    expect(sentences({ label: 3 })).toEqual(['label: expected a text, found 3']);
    expect(sentences({ levels: [1, 'many'] })).toEqual([
      "levels.1: expected a number such as 2.5 or 1.5 k, found 'many'",
    ]);
    expect(sentences({ trigger: { normal: { mean: '1%', sd: '1 ms' } } })).toEqual([
      "trigger.normal.sd: expected a fraction such as 0.1, 10% or 5 bp, found '1 ms'",
    ]);
    expect(sentences({ side: { uniform: [0, 1] } })).toEqual([
      'side: expected a choice such as {choice: [a, b]}, as the parameter is not a number, found a map',
    ]);
  });

  test('refuses unknown keys', () => {
    expect(declared.safeParse({ ...least, trigr: 1 }).error?.issues[0]).toMatchObject({
      code: 'unrecognized_keys',
      keys: ['trigr'],
    });
  });

  test('refuses a wrong default or range where it is declared', () => {
    expect(() => p.duration({ describe: 'd', default: '5 bp' })).toThrow("found '5 bp'");
    expect(() => p.fraction({ describe: 'd', max: '5 ms' })).toThrow("found '5 ms'");
    expect(() => p.integer({ describe: 'd', min: 1, default: 0 })).toThrow('of at least 1, found 0');
    expect(p.duration({ describe: 'd', default: 250 }).parse(undefined)).toBe(250);
  });

  test('names the markets, assets, venues and agents that must exist', () => {
    const book = { venue: 'alpha', rival: 'makers' };
    const params = declared.parse({ ...least, market: { choice: ['A/B@x', 'C/D@y'] }, book });
    expect(namesIn(declared, params)).toEqual([
      { kind: 'market', name: 'A/B@x', path: ['market'] },
      { kind: 'market', name: 'C/D@y', path: ['market'] },
      { kind: 'asset', name: 'USDe', path: ['coin'] },
      { kind: 'venue', name: 'alpha', path: ['book', 'venue'] },
      { kind: 'agent', name: 'makers', path: ['book', 'rival'] },
    ]);
  });
});

describe('the JSON Schema of parameters', () => {
  const schema = z.toJSONSchema(declared, { io: 'input' });
  const properties = schema.properties as Record<string, Record<string, unknown>>;

  test('asks only for what has no default and refuses the rest', () => {
    expect(schema.required).toEqual(['market', 'trigger', 'book']);
    expect(schema.additionalProperties).toBe(false);
  });

  test('shows description, unit, default and the accepted forms', () => {
    expect(properties['reactMs']).toMatchObject({
      description: 'Time it takes to react (of at least 0 ms).',
      quantity: 'duration',
      unit: 'ms',
      default: '250 ms',
    });
    expect(properties['market']).toMatchObject({ names: 'market' });
    const forms = properties['trigger']?.['anyOf'] as readonly Record<string, unknown>[];
    expect(forms[0]).toEqual({ type: 'number', minimum: 0, maximum: 0.5 });
    expect(forms[1]).toMatchObject({ type: 'string', examples: ['10%', '5 bp'] });
    expect(forms.slice(2).map((form) => form['title'])).toEqual([
      'uniform distribution',
      'normal distribution',
      'lognormal distribution',
      'exponential distribution',
      'pareto distribution',
      'choice distribution',
    ]);
  });

  test('has a pattern that takes what the reader takes', () => {
    const forms = properties['reactMs']?.['anyOf'] as readonly Record<string, unknown>[];
    const pattern = new RegExp(String(forms[1]?.['pattern']));
    for (const written of ['250 ms', '1.5min', '= 2 * scale s']) expect(pattern.test(written)).toBe(true);
    for (const written of ['250', '5 bp', '5 ms now']) expect(pattern.test(written)).toBe(false);
  });
});
