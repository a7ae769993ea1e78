/** The columns that the import reads, and one made-up line of each kind. */
const LINES: readonly (readonly string[])[] = [
  ['类型', '单位', '代码', '负责人', '类别', '姓名', '职务', '单位及职务', '电话'],
  ['单位', '示例工商所', 'shili', '示例甲', '', '', '', '', ''],
  ['述职人员', '示例工商所', '', '', '', '示例甲', '所长', '', ''],
  ['代表', '示例工商所', '', '', '市场主体', '示例乙', '', '示例商行经理', '13800000000'],
  ['代表', '示例工商所', '', '', '消费者及社会代表', '示例丙', '', '示例社区', '13800000001'],
  ['代表', '示例工商所', '', '', '纪检监察机关领导', '示例丁', '', '示例镇纪委', '13800000002'],
  ['代表', '示例工商所', '', '', '人大代表', '示例戊', '', '示例镇人大', '13800000003'],
];

/** Excel and WPS take a CSV for UTF-8 only when it starts so. */
const BYTE_ORDER_MARK = '\ufeff';

/** The template of a round's file. Its examples are too few to be imported by mistake. */
export const templateCsv = (): string => `${BYTE_ORDER_MARK}${LINES.map((line) => line.join(',')).join('\r\n')}\r\n`;
