import { CATEGORIES, CATEGORY_NAMES } from '../../../shared/process/seats.ts';

const HEADING = ['序号', '类别', '姓名', '单位及职务', '电话'];
const NAMES = ['示例甲', '示例乙', '示例丙', '示例丁'];

/** Excel and WPS take a CSV for UTF-8 only when it starts so. */
const BYTE_ORDER_MARK = '\ufeff';

/** The template of a nomination: one made-up line of each category. */
export const templateCsv = (): string => {
  const lines = CATEGORIES.map((category, index) => [
    String(index + 1),
    `"${CATEGORY_NAMES[category]}"`,
    NAMES[index] ?? '',
    '示例单位 职务',
    `1380000000${index}`,
  ]);
  return `${BYTE_ORDER_MARK}${[HEADING, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`;
};
