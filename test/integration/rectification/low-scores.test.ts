import { expect, it } from 'vitest';
import { parseManifest } from '../../../shared/protocol/manifest.ts';
import type { TallyResult } from '../../../shared/protocol/result.ts';
import { announced } from '../../unit/report/announced-result.ts';
import { answered, refusedAs, withEngine } from '../registry/county.ts';
import { ItemAtWork, OFFICE, SESSION } from './item-at-work.ts';

withEngine();

const HASH = 'ab'.repeat(32);

/** The vectors' result as if it were this session's, with means as given. */
async function announce(work: ItemAtWork, outcome: 'valid' | 'invalid', mean: string): Promise<void> {
  const { meetings } = work.county.all;
  const parsed = parseManifest(announced.manifest);
  if (!parsed.ok) throw new Error('the vectors hold no manifest');
  const result: TallyResult = {
    ...announced.result,
    outcome,
    subjects: announced.result.subjects.map((subject) => ({
      ...subject,
      indicators: subject.indicators.map((each) => ('withheld' in each ? each : { ...each, mean })),
    })),
  };
  await meetings.putManifest(SESSION, HASH, parsed.manifest);
  await meetings.putResult(SESSION, HASH, result);
  await meetings.change(SESSION, (meeting) => ({
    kind: 'change',
    meeting: {
      ...meeting,
      state: 'announced',
      manifestHash: HASH,
      openedBy: ['discipline', 'delegates'],
      results: [{ openedBy: ['discipline', 'delegates'], hash: HASH, outcome, sealedVoid: false }],
    },
    answer: null,
  }));
}

const proposed = async (work: ItemAtWork) =>
  answered(await work.county.call('proposeItems', { session: SESSION }, OFFICE)).proposals;

const shownIndicators = announced.result.subjects.flatMap(({ id, indicators }) =>
  indicators.flatMap((each) => ('withheld' in each ? [] : [`${id} ${each.id}`])),
);
const withheld = announced.result.subjects.flatMap(({ id, indicators }) =>
  indicators.flatMap((each) => ('withheld' in each ? [`${id} ${each.id}`] : [])),
);

it('indicators below the rule’s score are proposed, and become an item when a person confirms', async () => {
  const work = await ItemAtWork.open();
  await announce(work, 'valid', '599/100');
  const proposals = await proposed(work);
  const sources = proposals.flatMap((each) => each.sources);
  expect(sources.map((each) => (each.kind === 'score' ? `${each.subject} ${each.indicator}` : ''))).toEqual(
    shownIndicators,
  );
  expect(proposals[0]).toMatchObject({ kind: 'low-score', opinions: 0 });
  expect(proposals[0]?.wording).toContain('平均 5.99 分，低于 6.00 分');
  const [first] = sources;
  if (first === undefined) throw new Error('nothing was proposed');
  answered(await work.confirm({ sources: [first], kind: 'low-score', wording: '群众评价偏低，请整改。' }));
  expect(await proposed(work)).toHaveLength(proposals.length - 1);
});

it('what the result withholds proposes nothing, and cannot be confirmed', async () => {
  const work = await ItemAtWork.open();
  await announce(work, 'valid', '0/1');
  expect(withheld).not.toEqual([]);
  for (const place of withheld) {
    const [subject = '', indicator = ''] = place.split(' ');
    const before = await work.county.snapshot();
    const confirmed = await work.confirm({ sources: [{ kind: 'score', subject, indicator }], kind: 'low-score' });
    expect(refusedAs(confirmed)).toBe('404 source-unknown');
    expect(await work.county.snapshot()).toEqual(before);
  }
});

it('a score at the rule’s limit proposes nothing, nor does a result that is not valid or not announced', async () => {
  const work = await ItemAtWork.open();
  expect(await proposed(work)).toEqual([]);
  await announce(work, 'valid', '6/1');
  expect(await proposed(work)).toEqual([]);
  const other = await ItemAtWork.open();
  await announce(other, 'invalid', '1/1');
  expect(await proposed(other)).toEqual([]);
});
