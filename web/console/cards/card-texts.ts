/** What is printed on a voting card. Paper for delegates is in Chinese, whatever language staff have switched to. */
export const CARD_TEXTS = {
  meeting: (unit: string) => `${unit}述职述廉大会`,
  title: '表决卡',
  secret: '里面是您本人的投票代码，请自己拆开，不要转交、不要拍照。',
  number: (n: number) => `第 ${n} 号`,
  code: '投票代码',
  scan: '用微信“扫一扫”',
  qr: '表决卡的二维码',
  stepsTitle: '怎样投票',
  steps: [
    '到会场后，扫左边的二维码签到。扫不了，就扫大屏幕上的二维码，再输入代码。',
    '看手机上的核对码和大屏幕上的是否一样，一样再继续。',
    '宣布开始后打分、提交。看到“已投进票箱”，就投好了。',
  ],
  paper: '纸质票人人可要：不想用手机的，到签到台换领。',
  anonymous: '无记名投票：谁也查不出哪张票是您投的。',
  foldIn: '向内折',
  foldOut: '向外折',
} as const;
