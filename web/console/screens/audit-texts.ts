import { defineTexts } from '../../ui/texts.ts';

const zh = {
  export: '导出和核验',
  exportLead: '导出全部审计记录（每行一条）。导出本身也写入记录，是导出文件的最后一条。',
  exportButton: '导出审计记录',
  exporting: '正在导出……',
  exported: (last: number, until: number) => (last === until ? `已导出 ${until} 条。` : `已导出 ${last}/${until} 条……`),
  parts: (count: number) => `共 ${count} 个文件，请按顺序放在一起核验。`,
  hash: '最后一条的指纹',
  how: '怎样核验',
  howSteps: [
    '从任一次大会的结果文件（打印页或 Excel 的“核对”表）上抄下“审计记录指纹（封箱时）”。',
    '在装有本系统的电脑上运行下面的命令，把指纹填进去。',
    '显示“OK”并指出是第几条，说明到那一条为止没有被改动；显示“DEFECT”时，会指出从哪一条起不对。',
  ],
  why: '能改数据库的人可以重写全部记录，却改不了已经打印、各方已经拿到的会议记录，所以要用纸上的指纹来核对。',
};

type Texts = typeof zh;

const en: Texts = {
  export: 'Export and check',
  exportLead: 'Exports the whole log, an entry a line. The export is itself on the log, as the last entry of the file.',
  exportButton: 'Export the audit log',
  exporting: 'Exporting…',
  exported: (last, until) => (last === until ? `${until} entries exported.` : `${last} of ${until} entries exported…`),
  parts: (count) => `${count} files: check them together, in their order.`,
  hash: 'Hash of the last entry',
  how: 'How to check it',
  howSteps: [
    'Copy the audit log’s hash (as of the close of the box) from the result document of any meeting: the printed page, or the workbook’s sheet 核对.',
    'Run the command below on a computer that has this system, with that hash.',
    '“OK” and the number of an entry: nothing was altered up to that entry. “DEFECT” names the first entry that is not as it was.',
  ],
  why: 'Whoever can change the database could rewrite the whole log, but not the minutes that were printed and handed out: hence the hash on paper.',
};

/** Texts of the export of the audit log. */
export const AUDIT_TEXTS = defineTexts({ zh, en });
