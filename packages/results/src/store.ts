export { ParquetSink } from './store/parquet-sink.ts';
export { query } from './store/query.ts';
export type { QueryResult, QueryValue } from './store/query.ts';
export { readRun } from './store/read-run.ts';
export { readTable } from './store/read-table.ts';
export { RunFolder } from './store/run-folder.ts';
export { StoreError } from './store/store-error.ts';
export type { StoreErrorCode } from './store/store-error.ts';
export type { RunPlace, StudyColumns, StudyFolder, StudyState } from './store/study-folder.ts';
