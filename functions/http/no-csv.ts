/**
 * Takes the place of the CSV library inside the workbook library in a bundle (infra/function-bundling.ts): lists in CSV are read
 * by list-file/csv-reader.ts, and nothing asks a workbook for one.
 */
export {};
