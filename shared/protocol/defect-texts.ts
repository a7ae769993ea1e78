import type { BundleDefectCode } from './check-bundle.ts';

type Text = { readonly zh: string; readonly en: string };

/** What each defect of a bundle means, for people; its place stands beside it. */
export const DEFECT_TEXTS: Readonly<Record<BundleDefectCode, Text>> = {
  'wrong-type': { zh: '内容的类型不对', en: 'is of the wrong type' },
  'missing-field': { zh: '缺少这一项', en: 'is missing' },
  'unknown-field': { zh: '多出了不该有的一项', en: 'is not a known field' },
  'wrong-value': { zh: '取值不对', en: 'has a value that is not allowed' },
  'wrong-key': { zh: '钥匙不合规定', en: 'is not an acceptable key' },
  'repeated-id': { zh: '编号重复', en: 'repeats an id' },
  'repeated-key': { zh: '同一把钥匙用在两处', en: 'is a key that stands elsewhere too' },
  'wrong-signature': { zh: '签名没有通过核验', en: 'does not verify' },
  'too-few-signatures': { zh: '有效签名不足两个', en: 'has fewer than two valid signatures' },
  'not-a-board': { zh: '票箱清单不合规定（未排序、重复或格式不对）', en: 'is not a sorted list of receipts' },
  'another-check-code': {
    zh: '核对码与给出的不同：这不是那次大会的文件',
    en: 'gives another check code than the one given',
  },
  'wrong-ballot': { zh: '密封票读不出或数目不对', en: 'cannot be read, or the number of ballots is wrong' },
  'wrong-receipt': { zh: '这张票与清单上的回执不符', en: 'is not the ballot of its receipt' },
  'repeated-token': { zh: '同一资格投了两张票', en: 'was cast under a token used before' },
  'wrong-share-set': { zh: '开箱份额读不出或数目不对', en: 'is not a share set of this board' },
  'wrong-paper': { zh: '纸质票录入不合规定', en: 'is not a paper ballot of this meeting' },
  'another-result': { zh: '重新计票得到的不是这个数', en: 'differs from what the ballots give' },
  'another-session': { zh: '属于另一次大会', en: 'belongs to another meeting' },
  'another-manifest': { zh: '依据的不是这份测评表', en: 'belongs to another manifest' },
  'another-board': { zh: '依据的不是这份票箱清单', en: 'belongs to another board' },
  'wrong-slots': { zh: '计票人席位或顺序不对', en: 'names the tellers wrongly or in another order' },
  'wrong-count': { zh: '票数或人数对不上', en: 'does not agree with the board or the manifest' },
  'wrong-sum': { zh: '合计对不上', en: 'does not add up' },
  'wrong-outcome': { zh: '有效或无效的结论与数字不符', en: 'does not follow from the counts' },
  'wrong-subjects': { zh: '测评对象或指标与测评表不符', en: 'does not follow the manifest' },
  'not-withheld': { zh: '不足 8 人的得分没有隐去', en: 'shows scores given by fewer than 8' },
  'wrong-mean': { zh: '平均分算得不对', en: 'is not the mean of its scores' },
  'wrong-score': { zh: '得分算得不对', en: 'is not the mean of its indicators' },
  'wrong-grade': { zh: '档次与得分不符', en: 'does not follow from the score' },
  'wrong-grades': { zh: '档次票数与得分分布不可能同时成立', en: 'cannot go with the scores given' },
  'wrong-satisfaction': { zh: '满意率算得不对', en: 'does not follow from the grades' },
};
