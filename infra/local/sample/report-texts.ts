import type { ReportTexts } from '../../../shared/process/report.ts';

/** Who reports, in words; `place` makes one report read unlike the next. */
export interface Reporter {
  readonly unitName: string;
  readonly name: string;
  readonly post: string;
  readonly place: number;
}

/** Figures of a small office's year, made up, none of them alike. */
const figuresOf = (place: number) => ({
  visits: 46 + place * 7,
  cases: 9 + place * 2,
  complaints: 23 + place * 5,
  recovered: 3 + place,
  licences: 61 + place * 11,
  households: 14 + place * 3,
  hours: 24 - place,
});

type Figures = ReturnType<typeof figuresOf>;

const duty = ({ unitName, post }: Reporter, f: Figures): string =>
  [
    `我在${unitName}任${post}。一年来，我坚持依法行政，把保护经营者和消费者的合法权益作为本职。参与市场巡查${f.visits}次，经办和审核违法案件${f.cases}件，件件有立案、有告知、有法制审核，没有一件被复议撤销。`,
    `受理消费者申诉举报${f.complaints}件，办结${f.complaints}件，为消费者挽回损失${f.recovered}万余元。春耕期间，和同事们走村检查农资门店，责令下架过期种子和标签不全的农药，没有让一包假种子下田。`,
  ].join('\n');

const economy = (_: Reporter, f: Figures): string =>
  [
    `为${f.licences}户个体工商户和企业办理登记，能当场办的不让群众跑第二趟。给镇上${f.households}户种养大户讲合同、讲商标，帮助两家专业合作社申请了注册商标。`,
    '年检期间上门服务，把表格送到工业小区的企业。企业反映融资难，我们联系信用社开了一次座谈会，五户企业拿到了贷款。',
  ].join('\n');

const efficiency = ({ place }: Reporter, f: Figures): string =>
  [
    `对外公开了办事流程和承诺时限，一般登记由三天缩短到${f.hours}小时以内。窗口实行首问负责，来人有请坐声、有答复声、有送别声。`,
    place % 2 === 0
      ? '也有做得不好的时候：七月份有一位经营户为补一份材料跑了三趟，我当面道了歉，并把所需材料印成了清单贴在大厅。'
      : '我要求自己接电话不超过三声，离开岗位留条子、留电话。年内没有接到对我本人服务态度的投诉。',
  ].join('\n');

const integrity = ({ post }: Reporter): string =>
  [
    `作为${post}，我严格遵守工商干部“六条禁令”，不接受管理服务对象的吃请和礼品，不参与经营活动，不在企业报销任何费用。逢年过节退回土特产两次，均已登记。`,
    '执法时坚持两人以上，出示证件，罚没收据当场开具。自由裁量的案件一律集体讨论。欢迎各位代表随时监督。',
  ].join('\n');

const problems = ({ place }: Reporter): string =>
  [
    place % 2 === 0
      ? '存在的问题：一是学习不够深，对网络交易等新情况办法不多；二是下乡少，偏远村的小卖部一年只到过一两次；三是处罚之后回访少，有的问题反复出现。'
      : '存在的问题：一是工作方法有时简单，解释不够耐心；二是对合同欺诈这类难案有畏难情绪；三是和经营户谈心少，不太了解他们的难处。',
    '整改措施：每月第一个星期三定为下乡日，把巡查路线和日期提前贴在村部；处罚满三十天必须回访一次并记录；请代表们推荐两名义务监督员，每季度给我们提一次意见。',
  ].join('\n');

/** A report as an officer might give it. People, figures and events are made up. */
export function reportTexts(reporter: Reporter): ReportTexts {
  const figures = figuresOf(reporter.place);
  return {
    'lawful-duty': duty(reporter, figures),
    'local-economy': economy(reporter, figures),
    'efficiency-attitude': efficiency(reporter, figures),
    'clean-enforcement': integrity(reporter),
    'problems-measures': problems(reporter),
  };
}
