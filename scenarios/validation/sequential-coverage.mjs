import { SequentialStop, studentQuantile } from '@ebb/lab/statistics';

/** No look is taken before, by either method. */
const FIRST_LOOK = 10;
const MOST = 1_000;

/**
 * What looking after every value does to intervals. Two reasons to stop: the interval reaches no further than a fifth of the standard
 * deviation to either side; or it leaves out the true mean, as who waits for a difference where there is none would stop. By t, as
 * if the number had been fixed, and by the confidence sequence. Rows as of `coverage.mjs`.
 */
export function* sequentialRows({ streams, level, samples }) {
  const shapes = {
    normal: { draw: (rng) => rng.normal(), mean: 0, sd: 1 },
    exponential: { draw: (rng) => rng.exponential(1), mean: 1, sd: 1 },
    'lognormal, σ = 1': {
      draw: (rng) => Math.exp(rng.normal()),
      mean: Math.exp(0.5),
      sd: Math.sqrt((Math.E - 1) * Math.E),
    },
  };
  for (const [shape, { draw, mean, sd }] of Object.entries(shapes)) {
    for (const [method, looker] of Object.entries({ 't after each value': naive, 'confidence sequence': sequence })) {
      for (const reason of ['narrow', 'significant']) {
        const rng = streams.stream(`sequential/${shape}/${reason}`, method);
        const halfWidth = 0.2 * sd;
        const tally = { under: 0, over: 0, looks: 0 };
        for (let k = 0; k < samples; k++)
          play(looker({ level, halfWidth }), () => draw(rng), { mean, halfWidth, reason }, tally);
        const percent = (count) => `${((100 * count) / samples).toFixed(1)} %`;
        const what =
          reason === 'narrow' ? 'mean, stopped at a half-width of 0.2 sd' : `mean, stopped when it seems to differ`;
        const n = `${Math.round(tally.looks / samples)} on average`;
        const missed = tally.under + tally.over;
        yield [what, shape, n, method, percent(samples - missed), percent(tally.under), percent(tally.over), samples];
      }
    }
  }
}

/** Takes values until there is a reason to stop, 1,000 at the most, and tallies whether the interval then held the mean. */
function play(look, draw, { mean, halfWidth, reason }, tally) {
  for (let n = 1; n <= MOST; n++) {
    const { low, high } = look(draw(), n);
    if (n < FIRST_LOOK) continue;
    const isOut = high < mean || low > mean;
    const stops = reason === 'narrow' ? high - low <= 2 * halfWidth : isOut;
    if (!stops && n < MOST) continue;
    if (high < mean) tally.under++;
    if (low > mean) tally.over++;
    tally.looks += n;
    return;
  }
}

const criticals = [];

function naive({ level }) {
  let [mean, squares] = [0, 0];
  return (value, n) => {
    const off = value - mean;
    mean += off / n;
    squares += off * (value - mean);
    if (n < 2) return { low: -Infinity, high: Infinity };
    criticals[n] ??= studentQuantile((1 + level) / 2, n - 1);
    const reach = criticals[n] * Math.sqrt(squares / (n - 1) / n);
    return { low: mean - reach, high: mean + reach };
  };
}

function sequence({ level, halfWidth }) {
  const stop = new SequentialStop({ of: 'mean', level, halfWidth });
  return (value) => {
    stop.add(value);
    return stop.estimate;
  };
}
