/** Functions of `Math` whose last bits differ between engines; only + − × ÷ and the square root agree everywhere. */
const inexactMath = [
  ...['log', 'log2', 'log10', 'log1p', 'exp', 'expm1', 'pow', 'cbrt', 'hypot'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
];

const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'];

const useClock = 'Simulated time is the only time on the run path: read the clock, or stamp files behind a host.';
const useStream = 'Draw from a named random stream: it is the same on every run with the same seed.';
const useExact = 'Its last bits differ between engines: use ln, exp, pow, sin, cos, tanh of @ebb/exact.';
const useCalendar =
  'Nothing but the calendar schedules: use the clock, or an Rx operator with the clock as its scheduler.';
const useHost = 'The run path also runs in a browser: take what is outside from the host given to simulate().';

/** Rules that keep everything that can touch a run free of ambient time, randomness and platform. */
export const runPathRules = {
  'no-restricted-globals': [
    'error',
    {
      checkGlobalObject: true,
      globals: [
        ...timers.map((name) => ({ name, message: useCalendar })),
        { name: 'performance', message: useClock },
        { name: 'process', message: useHost },
        { name: 'crypto', message: useStream },
        ...['Buffer', '__dirname', '__filename', 'require'].map((name) => ({ name, message: useHost })),
      ],
    },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: useClock },
    { object: 'Math', property: 'random', message: useStream },
    ...inexactMath.map((property) => ({ object: 'Math', property, message: useExact })),
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: useClock },
    { selector: 'CallExpression[callee.name="Date"]', message: useClock },
    { selector: ':not(MemberExpression, VariableDeclarator) > Identifier[name="Math"]', message: useExact },
    { selector: 'VariableDeclarator[id.type="Identifier"] > Identifier[name="Math"]', message: useExact },
    {
      selector: 'MemberExpression[computed=true][object.name="Math"]:not([property.type="Literal"])',
      message: useExact,
    },
    // A power of big integers is exact.
    { selector: 'BinaryExpression[operator="**"]:not([left.bigint])', message: useExact },
    { selector: 'AssignmentExpression[operator="**="]', message: useExact },
  ],
};
