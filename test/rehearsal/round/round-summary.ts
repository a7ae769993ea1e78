import { SAMPLE_RESULT_NOTICE } from '../../../infra/local/sample/sample-round.ts';
import type { RehearsedRound } from './rehearse-round.ts';

type Share = RehearsedRound['roundUp']['figures']['turnout'];

const percent = (share: Share): string =>
  share === null ? '—' : `${share.have}/${share.of}（${((100 * share.have) / share.of).toFixed(2)}%）`;

const LABELS = [
  ['units', '单位 units'],
  ['officers', '述职述廉人员 officers'],
  ['delegates', '代表 delegates'],
  ['turnout', '参评率 turnout'],
  ['satisfaction', '满意率 satisfaction'],
  ['questions', '问题 questions'],
  ['suggestions', '建议 suggestions'],
  ['items', '整改事项 items'],
  ['rectified', '改好 rectified'],
  ['closed', '办结未改 closed'],
  ['overdue', '逾期 overdue'],
] as const;

/** The round on one screen: what the round-up says, the source's figures beside it, and whether all is as it was played. */
export function roundSummary({ roundUp, refusals, audit, complaints }: RehearsedRound): readonly string[] {
  const { figures, quoted } = roundUp;
  const lines = LABELS.map(([name, label]) => {
    const figure = figures[name];
    const said = figure === null || typeof figure === 'object' ? percent(figure) : `${figure}`;
    const source = quoted?.figures.find((each) => each.figure === name);
    const beside = source === undefined ? '' : `   原始报告 source: ${source.text}${source.note && `，${source.note}`}`;
    return `  ${said.padStart(22)}  ${label}${beside}`;
  });
  return [
    `${roundUp.roundName}  ${roundUp.onDay}`,
    ...lines,
    `  ${SAMPLE_RESULT_NOTICE}`,
    `  该拒绝的 ${refusals.met} 处都已拒绝 / ${refusals.met} refusals met on the way`,
    ...audit.map((line) => `  ${line}`),
    ...(complaints.length === 0
      ? ['  年度汇总与实际所做一致 / the round-up is what was played']
      : ['  不一致 / DIFFERENT:', ...complaints.map((complaint) => `    ${complaint}`)]),
  ];
}
