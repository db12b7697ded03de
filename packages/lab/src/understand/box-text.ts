import { formatPercent } from '@ebb/results';
import { estimateText, pText } from '../compare/estimate-text.ts';
import type { BoxLimit } from './named-limits.ts';
import { plainTable } from './plain-table.ts';
import type { PrimBox, PrimBoxes } from './prim-boxes.ts';

/** How many steps of a peeling are shown. */
const SHOWN = 8;

/**
 * Boxes for people: each in words with its density, coverage and support, its limits with what speaks for each, and what smaller and
 * larger boxes of its peeling would have. `event` is what happens, as in `USDe/USDT@alpha.lowestRatio < 0.95`.
 */
export function boxText(found: PrimBoxes, event: string): string {
  const { boxes, rejected, base, together, notes } = found;
  const parts = boxes.map((box, index) => oneBox(box, index, event, base));
  const all =
    boxes.length < 2
      ? []
      : [
          `Together the ${boxes.length} boxes hold ${formatPercent(together.coverage, 0)} of all such runs, in ${formatPercent(together.support, 0)} of all runs; in them ${formatPercent(together.density, 0)} are such.`,
        ];
  const last =
    rejected === undefined || rejected.limits.length === 0
      ? boxes.length === 0 && !Number.isNaN(base)
        ? ['No box is better than chance.']
        : []
      : [`Not better than chance (p = ${pText(rejected.pValue)}): ${boxWords(rejected.limits)}.`];
  const head = Number.isNaN(base) ? [] : [`In ${formatPercent(base, 1)} of all runs, ${event}.`];
  return [...head, ...parts, ...all, ...last, ...notes].join('\n').concat('\n');
}

/** The limits of a box in words, as in `drop ≥ 0.11 and feeBps ≤ 5`. */
export function boxWords(limits: readonly BoxLimit[]): string {
  if (limits.length === 0) return 'everywhere';
  return limits.map(limitWords).join(' and ');
}

function oneBox(box: PrimBox, index: number, event: string, base: number): string {
  const { limits, density, coverage, support, heldOut, pValue } = box;
  const percent = (share: PrimBox['density']): string => estimateText(share, 'fraction', 'value');
  const rows = limits.map((limit) => [limitWords(limit), pText(limit.pValue)]);
  return [
    '',
    `Box ${index + 1}${index === 0 ? '' : ', of what is left'}: ${boxWords(limits)}`,
    `  in it ${percent(density)} of runs have ${event} (density; everywhere ${formatPercent(base, 0)}),`,
    `  of all such runs ${percent(coverage)} are in it (coverage), and of all runs ${percent(support)} (support).`,
    `  At points that had no part in making it: density ${formatPercent(heldOut.density, 0)}, coverage ${formatPercent(heldOut.coverage, 0)}. By chance: p = ${pText(pValue)}.`,
    '',
    plainTable(['limit', 'p alone'], rows),
    '',
    peeling(box),
  ].join('\n');
}

/** Some steps from all points to few, that of the box among them. */
function peeling({ trajectory, step }: PrimBox): string {
  const last = trajectory.length - 1;
  const places = Array.from({ length: SHOWN }, (_, k) => Math.round((k * last) / (SHOWN - 1)));
  const shown = [...new Set([...places, step])].sort((left, right) => left - right);
  const rows = shown.map((place) => {
    const { density, coverage, support, restricted } = trajectory[place]!;
    const shares = [density, coverage, support].map((share) => formatPercent(share, 0));
    return [place === step ? `${place} *` : `${place}`, ...shares, `${restricted}`];
  });
  return plainTable(['peel', 'density', 'coverage', 'support', 'limits'], rows);
}

function limitWords(limit: BoxLimit): string {
  const { name, unit } = limit;
  const number = (value: number): string => `${Number(value.toPrecision(4))}${unit === undefined ? '' : ` ${unit}`}`;
  if ('values' in limit) return `${name} is ${limit.values.join(' or ')}`;
  return 'from' in limit ? `${name} ≥ ${number(limit.from)}` : `${name} ≤ ${number(limit.to)}`;
}
