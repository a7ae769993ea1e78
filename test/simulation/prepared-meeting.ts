import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { LocalKeyWrap } from '../../functions/store/key-wrap.ts';
import { type Meeting, Meetings, newMeeting, withTeller } from '../../functions/store/meetings.ts';
import { Registry } from '../../functions/store/registry.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { codeHash } from '../../shared/protocol/code.ts';
import { keyBytes } from '../../shared/protocol/manifest.ts';
import type { Issue } from './issued-tokens.ts';
import type { World } from './process.ts';
import { SimulatedClient } from './simulated-client.ts';

const ROUND = '2008';
const EDITION = 'e1';
const USED_ENROLMENT = 'a'.repeat(64);

/** What of a world a meeting is written into. */
export type PreparedWorld = Pick<World, 'engine' | 'county' | 'wrappingKey' | 'chance'>;

export type PreparedIssue = Pick<Issue, 'manifest' | 'manifestHash' | 'keys'>;

/** Delegates with a voting card come first on the list, those with a paper ballot after them. */
export interface Handed {
  /** The codes on the cards. */
  readonly codes: readonly string[];
  readonly papers: number;
  /** Whether the list of delegates is there with their names, as the desk shows it. */
  readonly isListed?: boolean;
}

/**
 * Writes a meeting as it is after the freeze: round, manifest, wrapped keys, head with three enrolled tellers, cards and papers.
 * Nothing goes wrong here; what a simulation is about begins afterwards.
 */
export async function prepareMeeting(world: PreparedWorld, issue: PreparedIssue, handed: Handed): Promise<void> {
  const client = new SimulatedClient(async (command) => world.engine.answer(command));
  const [meetings, registry] = [new Meetings(client, 'Meetings'), new Registry(client, 'Registry')];
  const { manifest, manifestHash } = issue;
  const { session } = manifest;
  await writeRound(client, issue);
  if (handed.isListed === true) await writeList(client, issue);
  await meetings.putManifest(session, toHex(manifestHash), manifest);
  await wrapKeys(world, meetings, issue);
  const identity = { session, county: manifest.county, round: ROUND, unit: 'unit', unitName: manifest.unit };
  const frozen = { keysMade: true, state: 'frozen', manifestHash: toHex(manifestHash) } as const;
  const head = manifest.tellers.reduce<Meeting>(
    (meeting, { slot, hpke, sign }) =>
      withTeller(meeting, slot, { enrolmentHash: USED_ENROLMENT, enrolledWith: USED_ENROLMENT, hpke, sign }),
    { ...newMeeting(identity), ...frozen },
  );
  if (!(await meetings.create(head))) throw new Error('the session is there already');
  for (const [place, code] of handed.codes.entries()) {
    const hash = await codeHash(session, code);
    await issueTo(registry, session, place + 1, { codeHash: hash });
  }
  for (let paper = 0; paper < handed.papers; paper += 1)
    await issueTo(registry, session, handed.codes.length + paper + 1, {
      paper: { by: ['discipline'], afterDrawing: false },
    });
}

const issueTo = (
  { issuing }: Registry,
  session: string,
  number: number,
  change: { readonly codeHash: string } | { readonly paper: { by: ['discipline']; afterDrawing: boolean } },
) =>
  issuing.change(session, number, ({ code: _code, ...standing }) => ({
    kind: 'change',
    standing: { ...standing, ...change },
    answer: null,
  }));

async function writeRound(client: SimulatedClient, { manifest }: Pick<Issue, 'manifest'>): Promise<void> {
  const { session, unit, delegates } = manifest;
  const byCategory = {
    'market-entity': delegates,
    'consumer-society': 0,
    'discipline-inspection': 0,
    'deputy-supervisor': 0,
  };
  const listed = { unit: 'unit', name: unit, session, officers: 1, delegates, byCategory };
  const head = { round: ROUND, name: '模拟', version: 1, edition: EDITION, importedAtMs: 1, units: [listed] };
  const place = { pk: `PLACE#${session}`, sk: 'PLACE', round: ROUND, unit: 'unit' };
  for (const Item of [place, { pk: 'ROUNDS', sk: ROUND, ...head }])
    await client.send(new PutCommand({ TableName: 'Registry', Item }));
}

async function writeList(client: SimulatedClient, { manifest }: Pick<Issue, 'manifest'>): Promise<void> {
  const { session } = manifest;
  const delegates = Array.from({ length: manifest.delegates }, (_, place) => ({
    ...({ number: place + 1, name: `代表${place + 1}` } as const),
    ...({ category: 'market-entity', organisation: '', phone: '' } as const),
  }));
  const Item = { pk: `LISTS#${session}#${EDITION}`, sk: 'DELEGATES#0000', delegates };
  await client.send(new PutCommand({ TableName: 'Registry', Item }));
}

async function wrapKeys(world: PreparedWorld, meetings: Meetings, { manifest, keys }: PreparedIssue): Promise<void> {
  const { county, wrappingKey, chance } = world;
  let drawn = 0;
  const randomBytes = (length: number) =>
    Uint8Array.from({ length }, () => chance.integer(`preparing byte ${drawn++}`, 0, 255));
  const keyWrap = new LocalKeyWrap({ wrappingKey, county, randomBytes });
  const pairs = [
    { purpose: 'token', key: keys.tokenKey.privateKey, publicKey: manifest.tokenKey },
    { purpose: 'box', key: keys.boxKey, publicKey: manifest.boxKey },
  ] as const;
  for (const { purpose, key, publicKey } of pairs) {
    const pkcs8 = new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }));
    const wrapped = new Uint8Array(await keyWrap.wrap(purpose, manifest.session, pkcs8));
    await meetings.putKey(manifest.session, purpose, { wrapped, publicKey: keyBytes(publicKey) });
  }
}
