const DAY = new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', dateStyle: 'full' });
const DATE = new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', dateStyle: 'long' });
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** What stands on the letters and the attendance list. Paper for delegates is in Chinese, whatever language staff have switched to. */
export const LETTER_TEXTS = {
  title: '邀请函',
  addressee: (name: string, organisation: string) =>
    organisation === '' ? `尊敬的${name}：` : `尊敬的${name}（${organisation}）：`,
  invitation: (letter: { county: string; unit: string; day: string; time: string; place: string }) =>
    `根据${letter.county}年度双述工作安排，${letter.unit}定于${letter.day} ${letter.time}在${letter.place}召开述职述廉大会。您经县局监察室和当地纪委共同审定，为本次大会的监管服务对象代表，诚请您出席。`,
  day: (day: string) => DAY.format(at(day)),
  clear: [
    ['为何述', '接受监管服务对象的监督，听取真实的意见，改进作风和服务，把问题整改到位。'],
    ['向谁述', '向监管服务对象代表述职述廉：市场主体、消费者及社会、纪检监察、人大政协和行风监督各方面的代表。'],
    [
      '怎么述',
      '班子成员逐个报告，代表提问、当场答复，无记名打分，三方计票人当场计票公布；所提问题限期整改，整改情况向代表反馈。',
    ],
  ],
  directions: (directions: string) => `怎么走：${directions}`,
  contact: (phone: string) => `联系电话：${phone}。请在会前回复能否出席，以及是否愿意担任代表计票人。`,
  phone:
    '到会签到后，县局监察室当面发给您一张折好的表决卡。用微信扫卡上的码，核对大屏幕上的数字，宣布开始后逐项打分、提交，几分钟就好；谁也查不出哪张票是您投的。不想用手机的，纸质票人人都有，到签到台领取。',
  reading:
    '扫这个码，现在就能看各人的述职述廉报告，提意见和问题（可以不署名），会后看整改。每位代表的码都一样，不知道是谁扫的，也不能用来投票。',
  qr: '阅读和提意见的二维码',
  dated: (day: string) => DATE.format(at(day)),

  attendance: '签到表',
  meeting: (unit: string) => `${unit}述职述廉大会`,
  held: (when: string, place: string) => `${when}　${place}`,
  delegates: (n: number) => `监管服务对象代表（${n} 人）`,
  observers: '到场监督人员（不参加测评）',
  number: '序号',
  name: '姓名',
  organisation: '单位及职务',
  signature: '签名',
} as const;
