import { defineTexts } from '../../ui/texts.ts';

/** Words of the screen that prints ballots and tally sheets; what stands on them is in `sheet-texts.ts`. */
export const PAPER_TEXTS = defineTexts({
  zh: {
    title: (unit: string) => `纸质票 · ${unit}`,
    toPaper: '打印纸质票、计票单',
    lead: '纸质票和手机票一样有效，计入同一个结果。用 A4 纸打印，在打印窗口里选份数和双面。',
    headersOff: '请先在打印窗口里关掉“页眉和页脚”。不关掉，浏览器会把网址、时间和页码印在票上，那就成了记号。',
    choose: '打印什么',
    ballot: '纸质测评票',
    ballotHelp:
      '份数按代表人数，另备十分之一。每一张完全相同：没有编号、代码、二维码和时间，认不出是谁的。一份不止一张纸的，先装订再发。',
    tally: '计票单',
    tallyHelp:
      '没有网络的会场用：三位计票人当场画“正”字计票、签名。打印一份，备一份。有网络后再录入，公布时注明是纸质投票。',
    print: '打印',
    rules: [
      '由监察室打印，当面交给计票人保管；不经过被测评单位。',
      '发票时计票人在系统的签到台登记；没有网络时在代表名单上签字，有网络后补登记。收回的多于发出的，整场无效。',
      '没发出去的，散会前由三位计票人清点、当场销毁。',
    ] as readonly string[],
    notAllowed: '纸质票由县局监察室或当地纪委打印。',
    notFrozen: '测评表冻结以后才能打印：选票要和测评表一字不差。',
    over: '投票已经结束，不再打印纸质票。',
    notThisForm: '读到的不是这次大会的测评表，不能打印。请重新打开；还是这样，就告诉运维人员。',
    frozenOnly: '三位计票人还没有签署测评表。签署前若有改动，已印的要作废重印。',
    armed: (code: string) => `测评表已由三位计票人签署，核对码 ${code}。`,
    printed: (subjects: number, indicators: number) => `${subjects} 个测评对象，共 ${indicators} 项`,
  },
  en: {
    title: (unit) => `Paper ballots · ${unit}`,
    toPaper: 'Print paper ballots and tally sheets',
    lead: 'A paper ballot counts as one by phone does, in the same result. Print on A4; choose copies and both sides in the print window.',
    headersOff:
      'First switch “Headers and footers” off in the print window. Else the browser prints the address, the time and page numbers on every ballot, and these are marks.',
    choose: 'What to print',
    ballot: 'Paper ballot',
    ballotHelp:
      'As many copies as delegates, and a tenth more. Every copy is the same: no number, code, QR or time, so none can be traced. If a ballot takes more than one sheet, bind it before it is handed out.',
    tally: 'Tally sheet',
    tallyHelp:
      'For a hall without a network: three tellers count with a pen and sign. Print one and one to spare. It is typed in when there is a network, and announced as a vote on paper.',
    print: 'Print',
    rules: [
      'The inspection office prints it and gives it to the tellers in person, never through the unit that is scored.',
      'Tellers record each ballot handed out at the desk; without a network delegates sign the list, and it is recorded later. More ballots than were handed out make the whole vote invalid.',
      'What is left over is counted and destroyed by the three tellers before everybody leaves.',
    ],
    notAllowed: 'Paper ballots are printed by the inspection office or the discipline commission.',
    notFrozen: 'The form has to be frozen first: a ballot must say word for word what it says.',
    over: 'The vote is over; no more paper ballots are printed.',
    notThisForm:
      'What came is not the form of this meeting; nothing can be printed from it. Open this again, or tell operations.',
    frozenOnly:
      'The three tellers have not signed the form yet. If it changes before they do, what was printed is void.',
    armed: (code) => `The three tellers have signed the form; its check code is ${code}.`,
    printed: (subjects, indicators) => `${subjects} subjects, ${indicators} items`,
  },
});
