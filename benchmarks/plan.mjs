/** What is measured: groups of rows, of which each but the yardstick is also told as a multiple of it. */
export function makePlan({ quick, scenario }) {
  return [
    ...bookGroups(quick),
    ...busGroups(quick),
    ...calendarGroups(quick),
    ...crashGroups(quick),
    wholeRunGroup(quick, scenario),
    sweepGroup(quick),
    ...storeGroups(quick),
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
  const { format } = new Intl.NumberFormat('en');
  const scale = (accounts) => accounts / (quick ? 100 : 1);
  const row = (watch, accounts, part, impact = false) => ({
    name: watch,
    area: 'margin-watch',
    params: { watch, accounts, updates: UPDATES, ...part, impact },
  });
  const group = (title, rows, sameOutcome) => ({
    title: `Margin watch: price updates a second, ${title}`,
    unit: '/s',
    yardstick: rows[0].name,
    onceOnly: true,
    sameOutcome,
    rows,
  });
  const twins = (title, ...given) => group(title, [row('rescan', ...given), row('barriers', ...given)], true);
  const [some, more, most] = [50_000, 100_000, 1_000_000].map(scale);
  const sizes = [most / 100, most / 10, most].map((accounts) => {
    return { ...row('barriers', accounts, WHOLE), name: `${format(accounts)} accounts` };
  });
  const stretch = `updates ${format(STRETCH.from)} to ${format(STRETCH.to)} of ${format(UPDATES)}`;
  return [
    twins(`${format(most)} accounts, ${stretch}`, most, STRETCH),
    group('the whole crash with barriers', sizes, false),
    twins(`${format(some)} accounts, the whole crash`, some, WHOLE),
    twins(`${format(more)} accounts whose sales move prices, the whole crash`, more, WHOLE, true),
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

/** Each part begins with what the part before has left, so that they stand in this order. */
function storeGroups(quick) {
  const { format } = new Intl.NumberFormat('en');
  const sizes = quick ? [100, 1_000] : [100, 1_000, 10_000, 100_000];
  const group = (part, title, unit) => {
    const rows = sizes.map((runs) => ({ name: `${format(runs)} runs`, area: 'study-store', params: { part, runs } }));
    return {
      title: `Store of a study, 200 metrics a run: ${title}`,
      unit,
      yardstick: rows[0].name,
      onceOnly: true,
      rows,
    };
  };
  return [
    group('write', 'runs written a second, 100 to a file', '/s'),
    group('open', 'milliseconds to open a folder of chunks', 'ms'),
    group('compact', 'runs put into one table a second', '/s'),
    group('query', 'milliseconds of a group-by over all metrics', 'ms'),
  ];
}

const SWEPT = 'scenarios/tutorial.yaml';

function sweepGroup(quick) {
  const [until, runs] = quick ? ['30 min', 6] : ['11 h', 20];
  const row = (name, jobs) => ({ name, area: 'sweep', params: { scenario: SWEPT, until, runs, ...jobs } });
  const rows = [row('simulate() alone', {}), row('a sweep by one thread', { jobs: 1 }), row('by two', { jobs: 2 })];
  return {
    title: `Sweep: runs a minute of the clock, ${runs} runs of ${SWEPT} over ${until}`,
    unit: '/min',
    yardstick: rows[0].name,
    rows,
  };
}

const START_UP = {
  title: 'Start-up: milliseconds of the clock',
  unit: 'ms',
  yardstick: 'node, doing nothing',
  rows: [
    { name: 'node, doing nothing', command: ['-e', '0'] },
    { name: 'ebb --help', command: ['packages/cli/bin/ebb.mjs', '--help'] },
  ],
};
