export { CascadeForest } from './cascade-forest.ts';
export type { Cascade, CascadeColumns } from './cascade-forest.ts';
export type { CascadeCause, CascadeRecord, CascadeReport } from './cascade-report.ts';
export { withoutCascades } from './cascade-table.ts';
export { NumberBuffer, TextBuffer } from './column-buffer.ts';
export { defaultMetrics } from './default-metrics.ts';
export { formatAmount, formatClock, formatCount, formatPercent, formatPrice, formatSpan } from './format.ts';
export { parseMarketId } from './market-id.ts';
export type { MarketId } from './market-id.ts';
export { CascadeMetric } from './metrics/cascade-metric.ts';
export { metricKey } from './metric-key.ts';
export { record } from './record.ts';
export type { RecordedTable, Recorder } from './record.ts';
export { finiteOrNull, toJson } from './run-result.ts';
export type {
  ConservationRecord,
  RunFaultRecord,
  RunJson,
  RunManifest,
  RunResult,
  RunStatus,
  RunOrigin,
  RunTimings,
  UsedPlugin,
} from './run-result.ts';
export { summarise } from './summary.ts';
export type { SummaryColumn, SummaryTable } from './summary-table.ts';
export type { StudyAxis, StudyManifest } from './study/study-manifest.ts';
export type { RunBreak, StudyRun } from './study/study-run.ts';
export { CHUNK_ROWS, TableRecorder } from './table-recorder.ts';
export { verdictOf } from './verdict.ts';
