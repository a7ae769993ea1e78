import { CHECKS, type Check, type Finding, isReady } from './finding.ts';

const MARKS = { green: '✓', note: '·', red: '✗' } as const;

const NAMES: Readonly<Record<Check, string>> = {
  deployment: '部署 deployment',
  certificate: '证书 certificate',
  clocks: '时钟 clocks',
  throttles: '限流 throttles',
  concurrency: '并发 concurrency',
  session: '大会 session',
  tellers: '计票人 tellers',
  cards: '表决卡 cards',
  letters: '会场与邀请 venue, letters',
  casting: '试投 dry casting',
  law: '备案与数据 filing, data',
};

function lineOf(finding: Finding): string {
  const { check, state, zh, en } = finding;
  const line = `${MARKS[state]} ${NAMES[check]}: ${zh} / ${en}`;
  return finding.state === 'red' ? `${line}\n    → ${finding.todo.zh}\n    → ${finding.todo.en}` : line;
}

/** The list in its order, and the verdict. */
export function reportText(findings: readonly Finding[]): string {
  const inOrder = CHECKS.flatMap((check) => findings.filter((each) => each.check === check));
  const reds = findings.filter(({ state }) => state === 'red').length;
  const verdict = isReady(findings) ? '可以开会 / ready' : `还有 ${reds} 处要办 / not ready: ${reds} to do`;
  return [...inOrder.map(lineOf), '', verdict].join('\n');
}
