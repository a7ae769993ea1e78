import { expect, test } from 'vitest';
import { categoryOf } from '../../../shared/process/category-word.ts';
import type { Category } from '../../../shared/process/seats.ts';

const WRITTEN: Readonly<Record<Category, string>> = {
  'market-entity':
    '市场主体 市场主体代表 企业 企业代表 各类企业 各类私营企业 私营企业 民营企业代表 个体企业 企业和个体工商户 企业个体工商户代表 ' +
    '个体户 个体户代表 个体工商户 专业合作社 专业合作社代表 农民专业合作社 经营户 经营者 经营者代表',
  'consumer-society':
    '消费者 消费者代表 社会 社会代表 社会人士 社会各界代表 社会各界人士 群众代表 消费者及社会代表 消费者代表和社会各界代表 ' +
    '消费者与社会各界人士 消费者社会 消费者代表与社会',
  'discipline-inspection':
    '纪委 当地纪委 纪检 纪检监察 纪委监察局 纪委机关 纪检部门 纪检监察机关领导 纪委领导 纪检干部 纪检监察代表 纪委人员',
  'deputy-supervisor':
    '人大代表 政协委员 行风监督员 政风行风监督员 行风评议监督员 政风行风评议监督员 人大代表和政协委员 人大代表及行风监督员 ' +
    '人大代表与政协委员 人大代表政协委员行风监督员',
};
const cases = Object.entries(WRITTEN).flatMap(([category, words]) =>
  words.split(' ').map((word) => [word, category] as const),
);

test.each(cases)('who writes %s means %s', (word, category) => {
  expect(categoryOf(word)).toBe(category);
});

test.each(['企业27人', '企业共27人', '企业计3名', '企业3位', '企 业（共27人）'])(
  'a head count says nothing: %s',
  (word) => {
    expect(categoryOf(word)).toBe('market-entity');
  },
);

test.each(
  [
    ...['非市场主体', '市场主体以外', '外国企业', '企业家', '企业或个体工商户', '专业合作社社员', '经营', '个体'],
    ...['大消费者', '消费者协会', '上流社会', '群众', '社会团体', '消费者社会主义'],
    ...['驻局纪委', '纪委书记', '监察局', '当地'],
    ...['前人大代表', '人大代表助理', '人大', '监督员', '监督人员', '行风'],
    ...['企业27', '企业27个', '27人企业', '共27人', '人', ''],
  ].map((word) => [word]),
)('%j is no category', (word) => {
  expect(categoryOf(word)).toBeUndefined();
});
