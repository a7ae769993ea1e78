/** Workbooks, as functions load them from the layer. */
export { default } from 'exceljs';
