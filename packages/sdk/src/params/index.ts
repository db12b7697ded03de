/** Parameters of plugins: their declaration, units, distributions and the names they hold. */
export { p, parameters } from './p.ts';
export type { ListOptions, NumericOptions, PlainNumberOptions } from './p.ts';
export { numericParameter, parameterOf, readingOf, wordParameter } from './parameter.ts';
export type { NameKind, Parameter, ParameterOptions, WrittenDistribution } from './parameter.ts';
export { DISTRIBUTION_NAMES, isDistribution, isDrawable, parseDistribution } from './distribution.ts';
export type {
  ChoiceDistribution,
  Distribution,
  DistributionName,
  DrawLimits,
  NumberDistribution,
} from './distribution.ts';
export { drawFrom, drawParams } from './draw-from.ts';
export type { DrawSource } from './draw-from.ts';
export { foundText } from './found-text.ts';
export { namesIn } from './names-in.ts';
export type { NameInParams } from './names-in.ts';
export { readNumber } from './number-reader.ts';
export type { NumberForm, NumberRange } from './number-reader.ts';
export { UNIT_WORDS, expectedQuantity, parseQuantity } from './quantity.ts';
export type { Quantity, QuantityKind } from './quantity.ts';
export { accepted, refused } from './reading.ts';
export type { FailedReading, Reading, ReadingCode } from './reading.ts';
