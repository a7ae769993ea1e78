import type { Catalogue } from '../ui/texts.ts';

/** Every word of the voting page. Plain words: nobody should meet "token", "signature" or "hash" here. */
const zh = {
  pageTitle: '测评投票',
  noEnglish: '英文没有取到，请检查网络后再按一次。English did not arrive: check the network, press again.',
  opening: '正在打开……',
  offline: '网络不通，正在自动重试。您打的分都在手机里，不会丢。',
  desk: '请到签到台，工作人员会帮您。',
  takePaper: '请到签到台领取纸质选票，纸质票同样有效。',

  cannotTitle: '这部手机用不了',
  cannotCrypto: '这部手机的浏览器太旧，不能保证您的票是秘密的。',
  cannotStorage: '这部手机的浏览器不让保存内容（可能开了无痕浏览，或空间已满），选票中途会丢。',

  noCardTitle: '请扫描您的表决卡',
  noCard: '请用微信「扫一扫」，扫描表决卡上的二维码。',
  noCardOther: '也可以先扫描大屏幕上的二维码，再输入卡上的代码。',
  badLinkTitle: '二维码不完整',
  badLink: '请重新扫描表决卡或大屏幕上的二维码。',

  codeTitle: '请输入表决卡上的代码',
  codeLabel: '16 位代码',
  codeHelp: '大小写、空格、横线都没关系。',
  codeMistyped: '代码不对：应当是 16 位字母和数字，请对照卡片再看一遍。',
  codeGo: '继续',

  preparingTitle: '正在核对大会信息',
  preparing: '请稍等几秒钟。',
  notArmedTitle: '大会还没有开始签到',
  notArmed: '请稍等，准备好了页面会自动继续，不用刷新。',

  compareTitle: '和大屏幕上一样吗？',
  compareHelp: '请抬头看大屏幕上的「核对码」，和这里的 12 个数字比一比。',
  checkCode: '核对码',
  same: '一样',
  different: '不一样',
  differentTitle: '先不要投票',
  differentHelp: '请把手机拿到签到台给计票人看。不一样，说明这部手机打开的可能不是本次大会的选票。',
  compareAgain: '再比一次',

  drawingTitle: '正在签到',
  drawing: '请稍等。',
  attempts: (n: number) => `网络不好，正在第 ${n} 次重试。`,

  waitingTitle: '签到成功',
  waiting: '请等主持人宣布开始投票。开始后，这一页会自动变成选票。',
  now: '大会现在：',
  waitingKeep: '可以先放下手机；关掉了也没关系，重新扫描表决卡就能回到这里。',
  hallSame: '已和大屏幕核对，一致。',

  timeLeft: '投票还剩',
  voting: '正在投票',

  howTitle: '怎样打分',
  howCount: (people: number, items: number) => `一共 ${people} 个测评对象，${items} 项。一次只打一项。`,
  howScale: '0 分最低，10 分最高。',
  howUnknown: '不了解的，请按「不了解」，不计入平均分。',
  howSecret: '无记名：没有人能知道哪张票是您的，工作人员也不能。',
  howAuto: '点了分数，稍停一下会自动进入下一项。',
  howManual: '点了分数，再按「下一项」才继续。',
  start: '开始打分',
  manual: '手动下一项',

  unitPost: '本单位',
  position: (k: number, n: number) => `第 ${k}/${n} 位`,
  itemNumber: (k: number, n: number) => `第 ${k}/${n} 项`,
  strip: '这一位的各项',
  notScored: '未打分',
  unknown: '不了解',
  scored: (score: number) => `已打 ${score} 分`,
  scoredUnknown: '已选不了解',
  points: (score: number) => `${score} 分`,
  padLabel: '请打分，0 到 10',
  back: '上一项',
  backPerson: '上一位',
  skip: '先跳过',
  next: '下一项',

  personTitle: '请看一看打的分',
  change: '改',
  give: '打分',
  nextPerson: '下一位',
  toReview: '全部看一遍',
  backToReview: '看完了',

  reviewTitle: '交票前看一遍',
  gaps: (n: number) => `还有 ${n} 项未打分`,
  gapsHelp: '每一项都要打分或选「不了解」，才能交票。',
  noGaps: '每一项都已打分。',
  submit: '交票',

  confirmTitle: '确定交票吗？',
  confirmHelp: '交票以后不能再改，这部手机上也看不到打的分。',
  confirm: '确定，投进票箱',
  confirmBack: '再看看',

  sendingTitle: '正在把票投进票箱',
  sending: '请稍等，先不要关闭。万一关掉了，重新打开会接着投，不会投成两张。',

  inBoxTitle: '您的票已投进票箱',
  inBox: '谢谢您。打的分已从手机上删除，没有人能知道哪张票是您的。',
  receipt: '回执',
  receiptHelp: '封箱以后，这部手机会自动用回执核对您的票在不在票箱里。请留着这一页，或过后再扫一次大屏幕的二维码。',
  receiptPrivate: '回执只给您自己看，不要给别人看，也不要截图发给别人：能看到密封选票的人凭回执可以查出您打的分。',
  boardWaiting: '还没有封箱，等一会儿再核对。',
  boardRefused: '票箱清单没有通过核对，正在重新核对。如果一直这样，请告诉计票人。',

  foundTitle: '您的票在票箱里',
  found: '票箱已封，计票人签了字的清单里有您的票。投票全部完成，可以离开这一页。',
  announced: '结果已公布。',
  seeResult: '看结果，并核对',

  missingTitle: '票箱清单里没有您的票！',
  missing: '您的票投进过票箱，但封箱清单里没有。请马上把这一页拿给计票人看，先不要关闭。',
  missingProof: '票箱签过的收据',
  lookAgain: '再核对一次',
  notSentTitle: '您的票没有赶上',
  notSent: '投票截止前，您的票没有送到票箱（网络不通）。它不在票箱里，不会被计算。',

  unsureTitle: '投票已经截止',
  unsure: '正在等封箱清单，核对您的票赶上了没有。请先不要关闭。',

  closedTitle: '投票已经截止',
  closed: '您没有交票，打的分已不能再交。',
  voidedTitle: '这次投票已作废',
  voided: '请听主持人安排。原因：',

  refusedTitle: '不能继续',
  tryAgain: '再试一次',
  typeAgain: '重新输入代码',
  refusals: {
    'wrong-session': '收到的不是这次大会的选票。请不要投票。',
    'manifest-invalid': '收到的选票内容不完整或被改动过。请不要投票。',
    'arming-invalid': '选票没有三位计票人的有效确认。请不要投票。',
    'card-key-differs': '选票和您的表决卡对不上。请不要投票。',
    'hall-differs': '这部手机上的选票和大屏幕上的不是同一份。请不要投票，把手机拿给计票人看。',
    'blind-signature-invalid': '签到的回答没有通过核对。',
    'prepared-anew': '选票重新准备过，这部手机领到的票不能再投。两位计票人可以为您补办。',
    'storage-lost': '手机存不进内容，可能空间已满。请关闭后重新扫描表决卡。',
  },
};

/** The texts of one language. */
export type Texts = typeof zh;

/** English as data; `{0}`, `{1}` stand where the Chinese fills something in. */
export type EnglishWords = {
  readonly [Key in keyof Texts]: Texts[Key] extends (...values: never[]) => string ? string : Texts[Key];
};

/** English is fetched when the switch asks for it; until it is here, Chinese stands in its place. */
export const TEXTS: { -readonly [Language in keyof Catalogue<Texts>]: Texts } = { zh, en: zh };

const filling =
  (text: string) =>
  (...values: readonly number[]): string =>
    text.replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)]));

/** The words of `english.json` in the shape of the Chinese texts. */
const parseEnglish = (words: EnglishWords): Texts =>
  Object.fromEntries(
    Object.entries(words).map(([key, text]) => {
      const isFilledIn = typeof Reflect.get(zh, key) === 'function';
      return [key, isFilledIn ? filling(String(text)) : text];
    }),
  ) as Texts;

/** Fetches the English texts; false when they did not arrive, and the page stays with what it has. */
export async function loadEnglish(): Promise<boolean> {
  try {
    // A failed `import()` of a module would fail for ever; this can be asked for again.
    const response = await fetch('/vote/english.json', { credentials: 'omit', redirect: 'error' });
    if (!response.ok) return false;
    TEXTS.en = parseEnglish((await response.json()) as EnglishWords);
    return true;
  } catch {
    return false;
  }
}
