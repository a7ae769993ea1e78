import type { Notifier } from '../../functions/http/notifier.ts';
import { type AccountDescription, clerkAccounts, sampleAccounts } from '../../infra/local/accounts.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../infra/local/embedded.ts';
import { makeSampleWorkbook } from '../../infra/local/sample/make-sample-workbook.ts';
import { makeSampleRound, type SampleRound, type SampleUnit } from '../../infra/local/sample/sample-round.ts';
import { type OidcClient, signIn } from '../../infra/local/sign-in.ts';
import { CATEGORIES, seatsRequired } from '../../shared/process/seats.ts';
import { type LineCall, makeLine } from './line.ts';
import { Office } from './office.ts';

/** Where a rehearsal is played, and who may log in there. */
export interface Deployment {
  readonly origin: string;
  readonly county: string;
  readonly accounts: readonly { readonly login: string; readonly password: string }[];
  close(): Promise<void>;
}

/** The sample's accounts, with a clerk for each of its units: `clerk-<unit>`. */
export function staffAccounts(): readonly AccountDescription[] {
  const units = makeSampleRound().units.map(({ code }) => code);
  return [...sampleAccounts('huilongshan'), ...clerkAccounts(units)];
}

/** A deployment on this machine, whose clock is given and which starts what the clock would start. */
export interface OwnDeployment extends Deployment, Pick<Embedded, 'runScheduled'> {
  /** How many notices were sent, each counted as often as it was: what keeps them drops one that it has already. */
  readonly noticesSent: () => number;
}

/** An embedded deployment of its own, gone at the end. */
export async function startDeployment(
  nowMs: () => number = Date.now,
  options: Pick<EmbeddedOptions, 'startApi' | 'dynamodbEndpoint'> = {},
): Promise<OwnDeployment> {
  const now = () => new Date(nowMs());
  let sent = 0;
  const watchNotices = (notifier: Notifier): Notifier => ({
    send: (notice) => {
      sent += 1;
      return notifier.send(notice);
    },
  });
  const own = { county: 'tuanfeng', pages: 'none', accounts: staffAccounts(), now, watchNotices };
  const embedded = await startEmbedded({ ...own, ...options });
  const { origin, accounts, runScheduled } = embedded;
  const close = () => embedded.close();
  return { origin, county: 'tuanfeng', accounts, noticesSent: () => sent, runScheduled, close };
}

/** Another deployment; `accounts` as `login:password` pairs, separated by commas. */
export async function reachDeployment(url: string, accounts: string): Promise<Deployment> {
  const origin = url.replace(/\/$/, '');
  const config = (await (await fetch(`${origin}/config.json`)).json()) as { readonly county: string };
  const pairs = accounts.split(',').map((pair) => {
    const [login = '', password = ''] = pair.split(':');
    return { login: login.trim(), password };
  });
  return { origin, county: config.county, accounts: pairs, close: () => Promise.resolve() };
}

/** A member of staff of the deployment, logged in by the real code flow; their own line, if none is given, loses nothing. */
export async function logIn(deployment: Deployment, login: string, line?: LineCall): Promise<Office> {
  const { origin, accounts } = deployment;
  const account = accounts.find((each) => each.login === login);
  if (account === undefined) throw new Error(`no account "${login}" is known of this deployment`);
  const { oidc } = (await (await fetch(`${origin}/config.json`)).json()) as {
    readonly oidc: Omit<OidcClient, 'origin'>;
  };
  const { access_token } = await signIn({ origin, ...oidc }, account);
  const call = line ?? makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
  return new Office(call, access_token);
}

/** The unit with another number of delegates, made of its own people with numbered doubles, in the right categories. */
export function withDelegates(unit: SampleUnit, howMany: number): SampleUnit {
  if (howMany === unit.delegates.length) return unit;
  const seats = seatsRequired(howMany);
  const others = CATEGORIES.filter((category) => category !== 'market-entity').reduce(
    (sum, each) => sum + seats[each],
    0,
  );
  const delegates = CATEGORIES.flatMap((category) => {
    const own = unit.delegates.filter((delegate) => delegate.category === category);
    const needed = category === 'market-entity' ? howMany - others : seats[category];
    return Array.from({ length: needed }, (_, place) => {
      const person = own[place % own.length];
      if (person === undefined) throw new Error('the sample lacks a category');
      const round = Math.floor(place / own.length);
      return { ...person, name: round === 0 ? person.name : `${person.name}${round + 1}` };
    });
  });
  const numbered = delegates.map((delegate, place) => ({ ...delegate, phone: `199${String(place).padStart(8, '0')}` }));
  return { ...unit, delegates: numbered };
}

export interface RoundRequest {
  readonly round: string;
  /** The units that are played. */
  readonly units: readonly string[];
  /** Delegates of each; as in the sample when not given. */
  readonly delegates?: number;
}

/** Imports the sample under a round of its own, from a real workbook. */
export async function importRound(office: Office, { round, units, delegates }: RoundRequest): Promise<SampleRound> {
  const sample = makeSampleRound();
  const chosen = sample.units.filter(({ code }) => units.length === 0 || units.includes(code));
  if (chosen.length < units.length) {
    throw new Error(`no such unit; the sample has ${sample.units.map(({ code }) => code).join(', ')}`);
  }
  const played = chosen.map((unit) => (delegates === undefined ? unit : withDelegates(unit, delegates)));
  const workbook = await makeSampleWorkbook({ ...sample, units: played });
  await office.ask('importRound', {
    round,
    roundName: `${sample.round.name}（演练）`,
    fileName: 'rehearsal.xlsx',
    file: Buffer.from(workbook).toString('base64'),
  });
  return { ...sample, units: played };
}
