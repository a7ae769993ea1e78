import { createHash } from 'node:crypto';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { type Bytes, concat, toB64u } from '../../shared/protocol/bytes.ts';
import { packSealedBallot, parseSealedBallot, type SealedBallot } from '../../shared/protocol/sealed-ballot.ts';
import { type Attempt, attempt, gained, stopped } from './attack.ts';
import { CastUnder } from './ground/boxes.ts';
import type { Ground } from './ground/ground.ts';
import { oneLayout } from './ground/loose-forms.ts';
import { sendText } from './ground/send-text.ts';
import { openStage, type Stage } from './ground/stage.ts';
import { type Product, productAsItIs } from './ground/stages.ts';

/** A box that knows a ballot by all its bytes. */
const byItsBytes = ({ tables }: Ground) =>
  new CastUnder(tables.client, (ballot) => createHash('sha256').update(ballot).digest('hex'));
const byItsToken = ({ tables }: Ground) => new BallotBox(tables.client, 'BallotBox');

/** Sends every body under one token, and counts what was acknowledged and what lies in the box. */
async function castEach(ground: Ground, ballotBox: BallotBox, bodiesOf: (stage: Stage) => Promise<readonly string[]>) {
  const stage = await openStage(ground, { state: 'voting', deps: { ballotBox } });
  const { hall, session } = stage;
  const [receipts, refusals] = [new Set<string>(), new Set<string>()];
  for (const body of await bodiesOf(stage)) {
    const sent = await sendText(hall, { id: 'castBallot', session: session.id, body });
    if ('refused' in sent) refusals.add(sent.refused);
    else receipts.add(JSON.stringify(sent.answer));
  }
  const ballots = await ballotBox.readBallots(session.id);
  if (ballots.length === 0) throw new Error('nothing was cast');
  return ballots.length === 1 && receipts.size <= 1
    ? stopped([...refusals].join(' and '))
    : gained(`${ballots.length} ballots of one token`);
}

async function twoBallots({ session }: Stage): Promise<readonly [Bytes, Bytes]> {
  const token = session.token();
  return [await session.seal(10, token), await session.seal(0, token)];
}

const bodyOf = (ballot: Bytes): string => JSON.stringify({ ballot: toB64u(ballot) });

/** Ballots of the same token and the same length, in which every part but the token is another. */
function rearranged(ballot: SealedBallot): readonly SealedBallot[] {
  const { commitment, ciphertext, shares } = ballot;
  const flipped = (bytes: Bytes): Bytes => bytes.with(0, (bytes[0] ?? 0) ^ 1) as Bytes;
  const [first, second, third] = shares;
  if (first === undefined || second === undefined || third === undefined) throw new Error('a ballot without shares');
  return [
    { ...ballot, commitment: flipped(commitment) },
    { ...ballot, ciphertext: flipped(ciphertext) },
    { ...ballot, shares: [second, first, third] },
    { ...ballot, shares: [third, first, second] },
    { ...ballot, shares: [first, first, first] },
    { ...ballot, shares: [{ ...first, encapsulation: flipped(first.encapsulation) }, second, third] },
    { ...ballot, shares: [first, second, { ...third, ciphertext: flipped(third.ciphertext) }] },
  ];
}

/** Encapsulation, share and tag, which are last in a ballot. */
const SEALED_SHARE_BYTES = 65 + 33 + 16;

const OTHER_LAYOUTS: Readonly<Record<string, (ballot: Bytes) => Bytes>> = {
  'version 0': (ballot) => concat(Uint8Array.of(0), ballot.slice(1)),
  'version 2': (ballot) => concat(Uint8Array.of(2), ballot.slice(1)),
  'its last byte missing': (ballot) => ballot.slice(0, -1),
  'its last share missing': (ballot) => ballot.slice(0, -SEALED_SHARE_BYTES),
  'a byte more': (ballot) => concat(ballot, new Uint8Array(1)),
};

const otherLayouts = Object.entries(OTHER_LAYOUTS).map(([named, write]) =>
  attempt<Product>({
    title: `a ballot is cast with ${named}`,
    stoppedBy: 'ballot-malformed',
    product: productAsItIs,
    ...oneLayout,
    play: async (product, ground) => {
      const { hall, session } = await product.openStage(ground, { state: 'voting' });
      const ballot = await session.seal();
      const place = { id: 'castBallot', session: session.id } as const;
      const answer = await sendText(hall, { ...place, body: bodyOf(write(ballot)) });
      if (!('refused' in answer)) return gained('a ballot that was taken in another layout');
      const control = await sendText(hall, { ...place, body: bodyOf(ballot) });
      if ('refused' in control) throw new Error(`the ballot itself is refused: ${control.refused}`);
      return stopped(answer.refused);
    },
  }),
);

/** Other bytes and other bodies for one token. */
export const castInOtherForms: readonly Attempt[] = [
  ...otherLayouts,
  attempt({
    title: 'two ballots of one token are cast in bodies that name both, in either order and in escapes',
    stoppedBy: 'already-cast',
    weakness: 'the id of the token as the key of the item',
    product: byItsToken,
    weakened: byItsBytes,
    play: (ballotBox, ground) =>
      castEach(ground, ballotBox, async (stage) => {
        const [first, second] = (await twoBallots(stage)).map(toB64u);
        return [
          `{"ballot":"${first}","ballot":"${second}"}`,
          `{"ballot":"${second}","ballot":"${first}"}`,
          `{"ballot":"${second}","b\\u0061llot":"${first}"}`,
        ];
      }),
  }),
  attempt({
    title: 'a ballot is cast again with its shares in another order or a bit of one part turned',
    stoppedBy: 'already-cast',
    weakness: 'the id of the token as the key of the item',
    product: byItsToken,
    weakened: byItsBytes,
    play: (ballotBox, ground) =>
      castEach(ground, ballotBox, async ({ session }) => {
        const ballot = await session.seal();
        const parts = parseSealedBallot(ballot, indicatorCount(session.manifest.subjects));
        if (parts === null) throw new Error('a sealed ballot does not parse');
        return [ballot, ...rearranged(parts).map(packSealedBallot)].map(bodyOf);
      }),
  }),
];
