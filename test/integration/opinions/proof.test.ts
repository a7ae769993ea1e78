import { describe, expect, it } from 'vitest';
import { type Bytes, fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { makeCode } from '../../../shared/protocol/code.ts';
import { beginProof, finishProof, type OpinionProof } from '../../../shared/protocol/opinion-proof.ts';
import { answered, type County, OFFICE, refusedAs, withEngine } from '../registry/county.ts';
import { agreeOnList, idOf, random, registerAllCards } from '../registry/prepared-meeting.ts';
import { OTHER_SESSION, opinionCounty, SESSION } from './opinion-county.ts';

withEngine();

async function withCards() {
  const made = await opinionCounty();
  const { county, key } = made;
  answered(await county.call('makeKeys', { session: SESSION }, OFFICE));
  await agreeOnList(county, SESSION);
  const codes = await registerAllCards(county, 3);
  const { proofKey } = answered(await county.call('getOpinionForm', { session: SESSION, key }));
  const bytes = fromB64u(proofKey ?? '');
  if (bytes === null) throw new Error('no key of proofs');
  return { ...made, proofKey: bytes, code: (n: number) => codes.get(idOf(n)) ?? '' };
}

const begin = async (key: Bytes) => {
  const drawing = await beginProof(SESSION, key, random);
  if (drawing === null) throw new Error('the key of proofs does not read');
  return drawing;
};

/** Draws a proof as the phone does. */
async function draw(county: County, key: Bytes, code: string): Promise<OpinionProof> {
  const drawing = await begin(key);
  const request = { session: SESSION, code, blinded: toB64u(drawing.blinded) };
  const { blindSignature } = answered(await county.call('drawOpinionProof', request));
  const proof = await finishProof({ session: SESSION, key }, drawing, blindSignature);
  if (proof === null) throw new Error('the answer is no signature');
  return proof;
}

const invitedOf = async (county: County, receiptHash: string) =>
  (await county.all.opinions.findByReceipt(SESSION, receiptHash))?.content.invited;

describe('a proof of an invitation', () => {
  it('shows an opinion as an invited delegate’s, and is nowhere beside the code it was drawn with', async () => {
    const { county, leave, proofKey, code } = await withCards();
    const proof = await draw(county, proofKey, code(1));
    expect(await invitedOf(county, await leave({ proof }))).toBe(true);
    const { opinions } = answered(await county.call('listOpinions', { session: SESSION }, OFFICE));
    expect(opinions.map(({ invited }) => invited)).toEqual([true]);
    const items = await county.items();
    const drawn = items.filter(({ pk }) => pk === `PROOFS#${SESSION}`);
    expect(drawn.map((item) => Object.keys(item).sort())).toEqual([['blindSignature', 'blinded', 'pk', 'sk']]);
    const text = JSON.stringify(items, (_key, value) => (value instanceof Uint8Array ? toB64u(value.slice()) : value));
    expect(text).not.toContain(proof.signature);
    expect(text).not.toContain(proof.nonce);
  });

  it('leaves the code as it is: the ballot can still be drawn', async () => {
    const { county, proofKey, code } = await withCards();
    const before = await county.all.registry.issuing.readStanding(SESSION, 1);
    await draw(county, proofKey, code(1));
    expect(await county.all.registry.issuing.readStanding(SESSION, 1)).toEqual(before);
  });

  it('is drawn once a card: the same again has the same answer, another is refused', async () => {
    const { county, proofKey, code } = await withCards();
    const drawing = await begin(proofKey);
    const request = { session: SESSION, code: code(1), blinded: toB64u(drawing.blinded) };
    const first = answered(await county.call('drawOpinionProof', request));
    const before = await county.snapshot();
    expect(answered(await county.call('drawOpinionProof', request))).toEqual(first);
    const other = { ...request, blinded: toB64u((await begin(proofKey)).blinded) };
    expect(refusedAs(await county.call('drawOpinionProof', other))).toBe('409 opinion-proof-drawn');
    expect(await county.snapshot()).toEqual(before);
  });

  it('drawn twice in one moment is one', async () => {
    const { county, proofKey, code } = await withCards();
    const [one, two] = await Promise.all([begin(proofKey), begin(proofKey)]);
    const outcomes = await Promise.all(
      [one, two].map(({ blinded }) =>
        county.call('drawOpinionProof', { session: SESSION, code: code(1), blinded: toB64u(blinded) }),
      ),
    );
    expect(outcomes.map(refusedAs).sort()).toEqual(['200', '409 opinion-proof-drawn']);
  });

  it('is refused to a code that nobody printed, or that was printed anew, and to what is no blinded message', async () => {
    const { county, proofKey, code } = await withCards();
    const { blinded } = await begin(proofKey);
    const ask = (change: object) =>
      county.call('drawOpinionProof', { session: SESSION, code: code(1), blinded: toB64u(blinded), ...change });
    const before = await county.snapshot();
    expect(refusedAs(await ask({ code: makeCode(random) }))).toBe('404 code-unknown');
    expect(refusedAs(await ask({ blinded: toB64u(random(256).fill(255)) }))).toBe('400 blinded-invalid');
    expect(await county.snapshot()).toEqual(before);
    const old = code(2);
    await registerAllCards(county, 3);
    const printedAnew = await county.snapshot();
    expect(refusedAs(await ask({ code: old }))).toBe('409 code-dead');
    expect(await county.snapshot()).toEqual(printedAnew);
  });

  it('stands for one opinion: a second one with it is refused, a retry of the first is not', async () => {
    const { county, opinion, proofKey, code } = await withCards();
    const proof = await draw(county, proofKey, code(1));
    const left = await opinion({ proof });
    answered(await county.call('leaveOpinion', left));
    const before = await county.snapshot();
    expect(refusedAs(await county.call('leaveOpinion', await opinion({ proof })))).toBe('409 opinion-token-spent');
    expect(answered(await county.call('leaveOpinion', left))).toEqual({});
    expect(await county.snapshot()).toEqual(before);
  });

  it('that was made up is refused, and so is one of the ballot’s token key or of another session', async () => {
    const { county, opinion, proofKey, code } = await withCards();
    const proof = await draw(county, proofKey, code(1));
    const before = await county.snapshot();
    const refused = async (made: OpinionProof) =>
      refusedAs(await county.call('leaveOpinion', await opinion({ proof: made })));
    expect(await refused({ ...proof, nonce: toB64u(random(32)) })).toBe('400 opinion-token-invalid');
    expect(await refused({ ...proof, signature: toB64u(random(256)) })).toBe('400 opinion-token-invalid');
    expect(await county.snapshot()).toEqual(before);
    const keys = [
      await county.all.meetings.getKey(SESSION, 'token'),
      await county.all.meetings.getKey(SESSION, 'opinion'),
    ];
    expect(keys[0]?.publicKey).not.toEqual(keys[1]?.publicKey);
  });

  it('is optional: an opinion without it counts, and is shown as anybody’s', async () => {
    const { county, leave } = await withCards();
    expect(await invitedOf(county, await leave())).toBe(false);
  });

  it('cannot be had before the session has keys', async () => {
    const { county, key } = await opinionCounty();
    const { proofKey } = answered(await county.call('getOpinionForm', { session: SESSION, key }));
    expect(proofKey).toBeNull();
    expect(await county.all.meetings.getKey(OTHER_SESSION, 'opinion')).toBeUndefined();
  });
});
