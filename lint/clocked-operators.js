/** Operators of RxJS that wait, and the places (from 0) where each takes a scheduler. */
const schedulerPlaces = {
  auditTime: [1],
  bufferTime: [1, 2, 3],
  debounceTime: [1],
  delay: [1],
  interval: [1],
  sampleTime: [1],
  shareReplay: [2],
  throttleTime: [1],
  timeInterval: [0],
  timeout: [1],
  timeoutWith: [2],
  timer: [1, 2],
  timestamp: [0],
  windowTime: [1, 2, 3],
};

const wallClocks = ['asyncScheduler', 'asapScheduler', 'queueScheduler', 'animationFrameScheduler', 'animationFrames'];
const sources = new Set(['rxjs', 'rxjs/operators', '@ebb/sdk']);

const lastName = (node) => {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name;
  if (node.type === 'MemberExpression') return lastName(node.property);
  if (node.type === 'CallExpression') return lastName(node.callee);
  if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression') return lastName(node.expression);
  return '';
};

const isClock = (node) => node !== undefined && /clock|scheduler/i.test(lastName(node));

const hasKey = (node, keys) =>
  node?.type === 'ObjectExpression' &&
  node.properties.some((p) => p.type === 'SpreadElement' || keys.includes(p.key.name ?? p.key.value));

const isNumberLike = (node) => !/Function/.test(node.type);

/** Says why a call would wait in wall-clock time, or nothing if it cannot. */
function fault(operator, args) {
  if (args.some((arg) => arg.type === 'SpreadElement')) return undefined;
  if (operator === 'repeat' || operator === 'retry') {
    const delay = args[0]?.type === 'ObjectExpression' && args[0].properties.find((p) => p.key?.name === 'delay');
    return delay && isNumberLike(delay.value) ? 'delayed' : undefined;
  }
  const places = schedulerPlaces[operator];
  if (places === undefined) return undefined;
  if (operator === 'shareReplay' && args.length < 2 && !hasKey(args[0], ['windowTime'])) return undefined;
  if (hasKey(args[0], ['scheduler'])) return undefined;
  return places.some((place) => isClock(args[place])) ? undefined : 'bare';
}

/**
 * Refuses an RxJS operator that waits without a scheduler called `clock` or `scheduler`, however it was imported, and
 * RxJS's own schedulers, which run on the timers of the platform.
 */
export const clockedOperators = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      bare: '{{name}} without the clock waits in wall-clock time: pass the clock, as in {{name}}(…, clock).',
      delayed: '{{name}} with a number as its delay waits in wall-clock time: give () => timer(ms, clock).',
      wallClock: '{{name}} runs on the timers of the platform: use the clock.',
    },
  },
  create(context) {
    const imported = new Map();
    const namespaces = new Set();
    return {
      ImportDeclaration(node) {
        if (!sources.has(node.source.value)) return;
        for (const specifier of node.specifiers) {
          if (specifier.type !== 'ImportSpecifier') {
            namespaces.add(specifier.local.name);
            continue;
          }
          const name = specifier.imported.name ?? specifier.imported.value;
          imported.set(specifier.local.name, name);
          if (wallClocks.includes(name)) context.report({ node: specifier, messageId: 'wallClock', data: { name } });
        }
      },
      MemberExpression(node) {
        const name = node.property.name;
        if (namespaces.has(node.object.name) && wallClocks.includes(name))
          context.report({ node, messageId: 'wallClock', data: { name } });
      },
      CallExpression(node) {
        const { callee } = node;
        const name =
          callee.type === 'Identifier'
            ? imported.get(callee.name)
            : callee.type === 'MemberExpression' && namespaces.has(callee.object.name)
              ? callee.property.name
              : undefined;
        const messageId = name && fault(name, node.arguments);
        if (messageId) context.report({ node, messageId, data: { name } });
      },
    };
  },
};
