import { formatCount, formatPercent } from '@ebb/results';
import Table from 'cli-table3';
import type { ComparedMeasure, ComparedVariant, StudyComparison } from './comparison.ts';
import { estimateText, pText, sizeText } from './estimate-text.ts';
import type { BoundMeasure } from '../measure/measure.ts';
import { measureWords } from './measure-words.ts';

const NOTHING = '–';

/** What a person reads of a comparison: for each measure who differs by how much and how surely, then a table; at the end the notes. */
export function comparisonText(comparison: StudyComparison): string {
  const { title, study, base, measures, notes } = comparison;
  const parts = measures.map((measure) => `${headlines(measure, comparison)}\n${tableOf(measure, comparison)}`);
  const numbered = notes.map((note, index) => `${index + 1}. ${note}`);
  return [
    `${title} (${study}): variants against '${base}'`,
    ...parts,
    ...(numbered.length > 0 ? [numbered.join('\n')] : []),
  ]
    .join('\n\n')
    .concat('\n');
}

function headlines(measure: ComparedMeasure, { base, level }: StudyComparison): string {
  const at = Object.entries(measure.at ?? {}).map(([axis, value]) => `${axis} = ${value}`);
  const where =
    measure.point === undefined
      ? measure.points > 1
        ? ` over ${measure.points} points`
        : ''
      : ` at point ${measure.point}${at.length > 0 ? ` (${at.join(', ')})` : ''}`;
  return measure.variants.map((variant) => headline(measure, variant, { base, level, where })).join('\n');
}

function headline(
  { measure }: ComparedMeasure,
  { variant, difference, adjustedP, identical, pairs, incomplete }: ComparedVariant,
  { base, level, where }: { readonly base: string; readonly level: number; readonly where: string },
): string {
  const what = measureWords(measure);
  if (identical && incomplete === 0) {
    return `${variant} changes nothing in ${what}${where}: every run is the same as that of ${base}.`;
  }
  if (identical) {
    return `${variant} is not shown to differ from ${base} in ${what}${where}: of ${pairs + incomplete} pairs only ${pairs} can be compared, the same on both sides.`;
  }
  const unit = unitOf(measure);
  if (!(adjustedP < 1 - level)) {
    const shown = estimateText(difference, unit, 'difference');
    return `${variant} is not shown to differ from ${base} in ${what}${where}: ${shown}, p = ${pText(adjustedP)}.`;
  }
  const more = difference.value > 0;
  const doing =
    measure.kind === 'event'
      ? `makes ${what} ${more ? 'more frequent' : 'rarer'}`
      : `${more ? 'raises' : 'lowers'} ${what}`;
  const p = `p ${adjustedP < 0.001 ? '' : '= '}${pText(adjustedP)}`;
  return `${variant} ${doing} by ${sizeText(difference, unit)}${where}, ${howSurely(adjustedP)} (${p}).`;
}

function howSurely(p: number): string {
  if (p < 0.001) return 'surely';
  return p < 0.01 ? 'clearly' : 'barely';
}

function tableOf({ measure, base, variants }: ComparedMeasure, { level }: StudyComparison): string {
  const percent = `${Number((level * 100).toPrecision(12))} %`;
  const unit = unitOf(measure);
  const table = new Table({
    head: [
      'variant',
      `estimate (${percent})`,
      `difference (${percent})`,
      'p adj.',
      'd',
      'P(sup)',
      'ρ',
      'VRF',
      'n',
      'notes',
    ],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  const ofBase = [`${base.variant} (base)`, estimateText(base.estimate, unit, 'value')];
  table.push([...ofBase, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, formatCount(base.n), '']);
  for (const compared of variants) table.push(rowOf(compared, base.n, unit));
  return table.toString();
}

function rowOf(compared: ComparedVariant, baseRuns: number, unit: string | undefined): string[] {
  const { variant, estimate, difference, adjustedP, effect, superiority, shown, pairs, n, notes } = compared;
  return [
    variant,
    estimateText(estimate, unit, 'value'),
    `${estimateText(difference, unit, 'difference')}${shown === 'paired' ? '' : ', unpaired'}`,
    pText(adjustedP),
    decimalText(effect, 2),
    formatPercent(superiority.value, 0),
    decimalText(compared.correlation, 2),
    factorText(compared.varianceReduction),
    shown === 'paired' ? formatCount(pairs) : `${formatCount(n)} + ${formatCount(baseRuns)}`,
    notes.join(', '),
  ];
}

function unitOf({ kind, unit }: BoundMeasure): string | undefined {
  return kind === 'event' ? 'fraction' : unit;
}

function factorText(factor: number): string {
  if (Number.isFinite(factor) && factor >= 100) return formatCount(factor);
  return decimalText(factor, factor < 10 ? 2 : 1);
}

function decimalText(number: number, decimals: number): string {
  if (Number.isNaN(number)) return NOTHING;
  if (!Number.isFinite(number)) return '∞';
  const digits = Math.abs(number).toFixed(decimals);
  return number < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}
