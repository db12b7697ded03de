/** What is measured: groups of rows, of which each but the yardstick is also told as a multiple of it. */
export function makePlan({ quick, scenario }) {
  return [
    ...bookGroups(quick),
    ...busGroups(quick),
    ...calendarGroups(quick),
    ...crashGroups(quick),
    wholeRunGroup(quick, scenario),
    START_UP,
  ];
}

const LADDER = 'bare ladder';
const EVERY_EVENT = 'fast book, every event a fact heard by three';

/** Messages of the timed part: the slow programs play the beginning of the same stream. */
const MESSAGES = { 'plain book': 20_000, 'nodejs-order-book': 10_000 };

function bookGroups(quick) {
  const programs = [
    LADDER,
    'fast book',
    'fast book, trades and quotes heard by three',
    EVERY_EVENT,
    'plain book',
    'nodejs-order-book',
  ];
  const streams = quick ? ['10k live'] : ['1k live', '10k live', '100k live', 'sparse', 'halving prices'];
  return streams.map((stream) => ({
    title: `Order book: messages a second, stream "${stream}"`,
    unit: '/s',
    yardstick: LADDER,
    rows: programs.map((program) => {
      const isSlow = program in MESSAGES;
      const count = (isSlow ? MESSAGES[program] : 1_000_000) / (quick ? 5 : 1);
      return { name: program, area: 'book', params: { program, stream, count, passes: isSlow || quick ? 1 : 5 } };
    }),
  }));
}

function busGroups(quick) {
  return [0, 1, 16].map((listeners) => ({
    title: `Event bus: publishes a second to ${listeners === 1 ? '1 listener' : `${listeners} listeners`}`,
    unit: '/s',
    yardstick: 'stock RxJS Subject',
    rows: [...(listeners === 0 ? [] : ['array of callbacks']), 'stock RxJS Subject', 'bus'].map((way) => ({
      name: way,
      area: 'bus',
      params: { way, listeners, count: quick ? 200_000 : 1_000_000, passes: quick ? 1 : 5 },
    })),
  }));
}

function calendarGroups(quick) {
  const group = (pending, title, places) => ({
    title: `Calendar: operations a second (take the next, schedule it anew), ${title} pending`,
    unit: '/s',
    yardstick: 'bare binary heap',
    rows: places.map(([place, count]) => ({
      name: place,
      area: 'calendar',
      params: { place, pending, count: count / (quick ? 5 : 1), passes: quick ? 1 : 3 },
    })),
  });
  const both = [
    ['bare binary heap', 1_000_000],
    ['calendar', 1_000_000],
  ];
  const clocks = [
    ['clock for RxJS', 1_000_000],
    ["RxJS's VirtualTimeScheduler", 20_000],
  ];
  return [group(1_000, 'a thousand', [...both, ...clocks]), group(1_000_000, 'a million', both)];
}

/** A crash of so many updates, and the part of it that the rescan is given when the whole would take it an hour. */
const UPDATES = 20_000;
const STRETCH = { from: 0.45 * UPDATES, to: 0.55 * UPDATES };
const WHOLE = { from: 0, to: UPDATES };

function crashGroups(quick) {
  const row = (watch, accounts, part, more = {}) => ({
    name: more.checked ? `${watch}, checked against the rescan` : watch,
    area: 'margin-watch',
    params: { watch, accounts, updates: UPDATES, ...part, ...more },
  });
  const pair = (accounts, part, more) => [row('rescan', accounts, part, more), row('barriers', accounts, part, more)];
  const group = (title, yardstick, rows) => ({
    title: `Margin watch: price updates a second, ${title}`,
    unit: '/s',
    yardstick,
    onceOnly: true,
    rows,
  });
  const { format } = new Intl.NumberFormat('en');
  const scale = (accounts) => accounts / (quick ? 100 : 1);
  const most = scale(1_000_000);
  const stretch = `updates ${format(STRETCH.from)} to ${format(STRETCH.to)} of ${format(UPDATES)}`;
  const named = (accounts) => ({ ...row('barriers', accounts, WHOLE), name: `${format(accounts)} accounts` });
  const sizes = [0.01, 0.1, 1].map((share) => named(share * most));
  return [
    group(`${format(most)} accounts, ${stretch}`, 'rescan', pair(most, STRETCH)),
    group('the whole crash with barriers', sizes[0].name, sizes),
    group(`the whole crash of ${format(scale(50_000))} accounts`, 'rescan', [
      row('rescan', scale(50_000), WHOLE),
      row('barriers', scale(50_000), WHOLE, { checked: true }),
    ]),
    group(`${format(scale(100_000))} accounts whose sales move prices, ${stretch}`, 'rescan', [
      ...pair(scale(100_000), STRETCH, { impact: true }),
      { ...row('barriers', scale(100_000), WHOLE, { impact: true }), name: 'barriers, the whole crash' },
    ]),
  ];
}

function wholeRunGroup(quick, scenario) {
  const row = (until, record, audit = false) => ({
    name: `${until}, ${RECORDED[record]}${audit ? ', audited' : ''}`,
    area: 'whole-run',
    params: { scenario, until, record, audit },
  });
  const hour = row('60 min', 'none');
  const rows = [
    row('10 min', 'none'),
    hour,
    row('60 min', 'default'),
    row('60 min', 'all'),
    row('60 min', 'none', true),
  ];
  return {
    title: `Whole run of ${scenario}: facts and intents a second on one core`,
    unit: '/s',
    yardstick: quick ? '3 min, nothing recorded' : hour.name,
    rows: quick ? [row('3 min', 'none'), row('3 min', 'all', true)] : rows,
  };
}

const RECORDED = { none: 'nothing recorded', default: 'recorded as by default', all: 'everything recorded' };

const START_UP = {
  title: 'Start-up: milliseconds of the clock',
  unit: 'ms',
  yardstick: 'node, doing nothing',
  rows: [
    { name: 'node, doing nothing', command: ['-e', '0'] },
    { name: 'ebb --help', command: ['packages/cli/bin/ebb.mjs', '--help'] },
  ],
};
