import { makeSampleRound } from '../../../infra/local/sample/sample-round.ts';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { REPORT_PART_TITLES } from '../../../shared/process/report.ts';
import type { County } from '../../integration/bad-input/county.ts';
import { delegate, type MeetingHall } from '../../integration/bad-input/meeting-hall.ts';
import { GOOD } from '../../integration/bad-input/staff-rows.ts';
import { documentXml, packDocument, paragraph } from '../../unit/reports/word-documents.ts';
import type { Furnished } from './furnish-county.ts';
import type { Examples, Fields } from './memory.ts';

const HASH = 'ef'.repeat(32);
/** Put in its place on the way (`WatchedGateway`). */
const UNSIGNED = 'A'.repeat(86);

const wordFile = (): string => {
  const lines = Object.values(REPORT_PART_TITLES.zh).flatMap((title) => [title, '按时办照，件件有回音。']);
  return Buffer.from(packDocument(documentXml(lines.map((line) => paragraph(line)).join('')))).toString('base64');
};

const csvFile = (): string => {
  const [unit] = makeSampleRound().units;
  const rows = (unit?.delegates ?? []).map(
    ({ name, affiliation, phone }) => `市场主体,${name},${affiliation},${phone}`,
  );
  return Buffer.from(`类别,姓名,单位及职务,电话\r\n${rows.join('\r\n')}\r\n`).toString('base64');
};

/** What differs from another operation's request in little. */
function likeOthers(recorded: Examples): Examples {
  const third = (request: Fields) => ({ ...request, slot: 'inspection' });
  const unknown = (request: Fields, place: number) => ({ ...request, round: `r-20${50 + place}` });
  return {
    checkImport: (recorded['importRound'] ?? []).map(unknown),
    importRound: (recorded['importRound'] ?? []).map(unknown),
    settlePaper: (recorded['enterPaper'] ?? []).map(third),
  };
}

async function ofTellers({ halls }: County): Promise<Examples> {
  const { announced, armed, closed, opened, voting } = halls;
  const asked = ({ session }: MeetingHall, payload: object): Fields => ({
    ...{ session, payload, slot: 'discipline', signature: UNSIGNED },
  });
  const again = { delegate: delegate(1), generation: 1 };
  return {
    reissue: [asked(armed, { ...again, as: 'code', codeHash: HASH }), asked(voting, { ...again, as: 'paper' })],
    createTellerDownload: [asked(announced, { document: 'sealed.json' })],
    voidByTellers: [asked(closed, { reason: '会场停电，改期再开' })],
    recordAbsent: [asked(opened, { boardRoot: await opened.boardRoot(), absent: 'inspection' })],
  };
}

/** At the poster of `ready`. */
const ofAnybody = ({ opinionDoor }: County): Examples => ({
  leaveOpinion: [
    {
      ...{ ...opinionDoor, kind: 'suggestion', about: { kind: 'unit' }, text: '午间窗口能不能留一个人？' },
      ...{ photos: [], named: null, receiptHash: HASH },
    },
  ],
  createPhotoUpload: [{ ...opinionDoor, bytes: 1_000 }],
});

/** What only some meetings take as they stand. */
function inTheirState(
  { halls }: County,
  { nominating, ofSessions }: Furnished,
  { castBallot = [] }: Examples,
): Examples {
  const { complete, ready, voting } = halls;
  const told = (session: string, name: string): readonly unknown[] => ofSessions[session]?.[name] ?? [];
  const { session } = halls.announced;
  const of = (id: OperationId): readonly Fields[] => [{ ...GOOD[id]?.(session) }];
  return {
    createStatementUpload: of('createStatementUpload'),
    recordStatement: of('recordStatement'),
    // Too few have voted there for a result that anything could be made of.
    recordUse: of('recordUse').map((request) => ({ ...request, use: 'none' })),
    castBallot: castBallot.filter(({ session: cast }) => cast === voting.session),
    setQuestionAside: told(voting.session, 'question').map((question) => ({
      ...{ session: voting.session, question, reason: '会后书面答复' },
    })),
    freeze: [{ session: complete.session }],
    acknowledgePreparation: [{ session: ready.session, version: 1 }],
    getReadingReport: told(complete.session, 'key').map((key) => ({ session: complete.session, key, officer: 'o1' })),
    discardOpinion: told(ready.session, 'opinion').map((opinion) => ({
      session: ready.session,
      opinion,
      reason: '广告',
    })),
    withdrawReport: nominating.flatMap((session) =>
      ['o1', 'o2'].map((officer) => ({ session, officer, reason: '办案数字有误' })),
    ),
  };
}

/** Good in themselves for a meeting, taken or not: for every meeting, where nothing was recorded. */
function ofStaff(sessions: readonly string[], recorded: Examples): Examples {
  const missing = OPERATION_IDS.filter((id) => recorded[id] === undefined && GOOD[id] !== undefined);
  const made = (id: OperationId) => sessions.map((session): Fields => ({ ...GOOD[id]?.(session) }));
  return Object.fromEntries(missing.map((id) => [id, made(id)]));
}

/** Requests that are as they should be, beside those that were recorded. */
export async function goodExamples(county: County, recorded: Examples, furnished: Furnished): Promise<Examples> {
  const files: Examples = {
    readReportFile: county.sessions.map((session) => ({ session, fileName: '报告.docx', file: wordFile() })),
    importNomination: furnished.nominating.map((session) => ({ ...GOOD.importNomination?.(session), file: csvFile() })),
  };
  return {
    ...ofStaff(county.sessions, recorded),
    ...recorded,
    ...files,
    ...likeOthers(recorded),
    ...(await ofTellers(county)),
    ...ofAnybody(county),
    ...inTheirState(county, furnished, recorded),
  };
}
