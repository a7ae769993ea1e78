import { S3Client } from '@aws-sdk/client-s3';
import { BallotBox, type Casting } from '../../functions/store/ballot-box.ts';
import { Documents } from '../../functions/store/documents.ts';
import {
  type CodeRecord,
  type IssuedFigures,
  Issuing,
  type Standing,
  type StandingDecision,
  type StandingOutcome,
  type StandingRecord,
} from '../../functions/store/issuing.ts';
import { type Decision, type Meeting, Meetings } from '../../functions/store/meetings.ts';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import { holds } from './expressions.ts';
import type { Mutant } from './play-seed.ts';
import type { Replacing } from './process.ts';
import type { SimulatedClient } from './simulated-client.ts';
import type { Promised } from './witness.ts';

// Never asked: a store of documents cannot be made without one.
const unasked = new S3Client({ region: 'simulated' });

/** A part of the product made worse on purpose: the simulation must find it. */
export interface NamedMutant {
  readonly name: string;
  /** The promises that it breaks; the first one that is seen to be broken is one of them. */
  readonly breaks: readonly Promised[];
  readonly mutant: Mutant;
}

/** An engine that takes every write with this condition, whatever is there. */
export const ignoring = (condition: string): Mutant => ({
  judge: (expression, item, placeholders) => expression === condition || holds(expression, item, placeholders),
});

const boxOf = (client: SimulatedClient, Box: typeof BallotBox) => ({ ballotBox: new Box(client, 'BallotBox') });

/** Says that a ballot is in the box before it is. */
class HastyBox extends BallotBox {
  override async cast(...ballot: Parameters<BallotBox['cast']>): Promise<Casting> {
    super.cast(...ballot).catch(() => 'nobody hears of it');
    return 'kept';
  }
}

/** Says of every ballot that it was there already. */
class LosingBox extends BallotBox {
  override async cast(): Promise<Casting> {
    return 'same';
  }
}

class ForgettingBox extends BallotBox {
  override async readBallots(session: string): Promise<readonly Bytes[]> {
    return (await super.readBallots(session)).slice(1);
  }
}

class SteppingBack extends Meetings {
  override change<Answer, Refused>(
    session: string,
    decide: (meeting: Meeting) => Decision<Answer, Refused> | Promise<Decision<Answer, Refused>>,
  ): Promise<Decision<Answer, Refused> | undefined> {
    return super.change(session, async (meeting) => {
      const decision = await decide(meeting);
      const isBack = decision.kind === 'change' && meeting.state === 'closed';
      return isBack ? { ...decision, meeting: { ...decision.meeting, state: 'closing' } } : decision;
    });
  }
}

/** Announces the documents of the first two words, whoever has spoken since. */
class TwoWords extends Meetings {
  override change<Answer, Refused>(
    session: string,
    decide: (meeting: Meeting) => Decision<Answer, Refused> | Promise<Decision<Answer, Refused>>,
  ): Promise<Decision<Answer, Refused> | undefined> {
    return super.change(session, async (meeting) => {
      const decision = await decide(meeting);
      if (decision.kind !== 'change' || meeting.edition === null) return decision;
      return { ...decision, meeting: { ...decision.meeting, edition: meeting.edition } };
    });
  }
}

/** Says yes to what would announce the result, and keeps nothing of it. */
class NeverAnnouncing extends Meetings {
  override async change<Answer, Refused>(
    session: string,
    decide: (meeting: Meeting) => Decision<Answer, Refused> | Promise<Decision<Answer, Refused>>,
  ): Promise<Decision<Answer, Refused> | undefined> {
    const meeting = await this.read(session);
    const decision = meeting && (await decide(meeting));
    const isLast = decision?.kind === 'change' && decision.meeting.state === 'announced';
    return isLast ? decision : super.change(session, decide);
  }
}

/** Reads a meeting and says that it closed when it was armed. */
class ClosedToAll extends Meetings {
  override async read(session: string): Promise<Meeting | undefined> {
    const meeting = await super.read(session);
    return meeting?.state === 'voting' ? { ...meeting, state: 'closed' } : meeting;
  }
}

/** Publishes a ballot fewer than was counted. */
const withOtherResult = (documents: Documents): Documents =>
  Object.assign(new Documents({ client: unasked, bucket: 'none' }), {
    put: (...[place, name, body]: Parameters<Documents['put']>) =>
      documents.put(
        place,
        name,
        name === 'result.json' ? String(body).replace(/"electronic":\d/, '"electronic":0') : body,
      ),
  });

/** The processes of these functions have a clock so far ahead of all others. */
const ahead = (functions: RegExp, ms: number): Mutant => ({
  replace: ({ nowMs }, _, process) => (functions.test(process) ? { nowMs: () => nowMs() + ms } : {}),
});

/** What has been open once is open. */
class NeverClosing extends Meetings {
  #open: Meeting | undefined;

  override async read(session: string): Promise<Meeting | undefined> {
    const meeting = await super.read(session);
    if (meeting?.state === 'voting') this.#open = meeting;
    return this.#open ?? meeting;
  }
}

/** Takes every code for one that nobody has drawn with. */
class ForgetfulIssuing extends Issuing {
  override async readCode(session: string, codeHash: string): Promise<CodeRecord | undefined> {
    const code = await super.readCode(session, codeHash);
    return code && { state: 'live', delegate: code.delegate };
  }
}

/** Decides on another standing than there is, or keeps another one than was decided. */
class OtherIssuing extends Issuing {
  protected seen(standing: Standing): Standing {
    return standing;
  }

  protected kept(decided: StandingRecord, _before: Standing): StandingRecord {
    return decided;
  }

  override change<Answer, Refused>(
    session: string,
    number: number,
    decide: (standing: Standing) => StandingDecision<Answer, Refused>,
  ): Promise<StandingOutcome<Answer, Refused>> {
    return super.change(session, number, (standing) => {
      const decision = decide(this.seen(standing));
      return decision.kind === 'change' ? { ...decision, standing: this.kept(decision.standing, standing) } : decision;
    });
  }
}

/** Takes a teller's own proposal for another's: one is enough for a re-issue. */
class OneTellerIssuing extends OtherIssuing {
  protected override seen(standing: Standing): Standing {
    return { ...standing, pending: standing.pending && { ...standing.pending, by: [] } };
  }
}

/** Sees nobody's drawing. */
class UnseeingIssuing extends OtherIssuing {
  protected override seen(standing: Standing): Standing {
    return standing.code === 'drawn' ? { ...standing, code: 'live' } : standing;
  }
}

/** Lets the code live that paper takes the place of. */
class SparingIssuing extends OtherIssuing {
  protected override kept(decided: StandingRecord, { codeHash }: Standing): StandingRecord {
    return decided.paper === null ? decided : { ...decided, codeHash };
  }
}

/** Counts each delegate's tokens as one. */
class MiscountingIssuing extends Issuing {
  override async figures(session: string): Promise<IssuedFigures> {
    return { ...(await super.figures(session)), reissued: 0 };
  }
}

const issuingOf =
  (Other: typeof Issuing): Replacing =>
  ({ registry }, client) => ({ registry: { ...registry, issuing: new Other(client, 'Registry') } });

export const MUTANTS: readonly NamedMutant[] = [
  {
    name: 'a put that ignores whether something is there',
    breaks: ['one-ballot-a-token', 'acknowledged-is-in-the-box'],
    mutant: ignoring('attribute_not_exists(pk)'),
  },
  {
    name: 'a step that ignores what others wrote meanwhile',
    breaks: ['no-state-goes-back'],
    mutant: ignoring('#version = :version'),
  },
  {
    name: 'casting that acknowledges before it writes',
    breaks: ['acknowledged-is-in-the-box'],
    mutant: { replace: (_, client) => boxOf(client, HastyBox) },
  },
  {
    name: 'casting that acknowledges and never writes',
    breaks: ['acknowledged-is-in-the-box'],
    mutant: { replace: (_, client) => boxOf(client, LosingBox) },
  },
  {
    name: 'a board that leaves a ballot out',
    breaks: ['acknowledged-is-on-the-board'],
    mutant: { replace: (_, client) => boxOf(client, ForgettingBox) },
  },
  {
    name: 'casting that remembers for good that the voting is open',
    breaks: ['acknowledged-is-on-the-board'],
    mutant: {
      replace: (_, client, process) =>
        process.startsWith('cast ') ? { meetings: new NeverClosing(client, 'Meetings') } : {},
    },
  },
  {
    name: 'a state that steps back',
    breaks: ['no-state-goes-back'],
    mutant: { replace: (_, client) => ({ meetings: new SteppingBack(client, 'Meetings') }) },
  },
  {
    name: 'a third word that is kept and never published',
    breaks: ['documents-carry-every-word'],
    mutant: { replace: (_, client) => ({ meetings: new TwoWords(client, 'Meetings') }) },
  },
  {
    name: 'a published result that is not the one which was signed',
    breaks: ['documents-carry-every-word'],
    mutant: { replace: ({ documents }) => ({ documents: withOtherResult(documents) }) },
  },
  {
    name: 'a code that is drawn with again',
    breaks: ['one-token-a-code'],
    mutant: { ...ignoring('#state = :live'), replace: issuingOf(ForgetfulIssuing) },
  },
  {
    name: 'a re-issue that one teller confirms alone',
    breaks: ['issued-by-the-rule'],
    mutant: { replace: issuingOf(OneTellerIssuing) },
  },
  {
    name: 'a paper ballot by one teller for whoever has drawn',
    breaks: ['issued-by-the-rule'],
    mutant: { replace: issuingOf(UnseeingIssuing) },
  },
  {
    name: 'a paper ballot that leaves the code alive',
    breaks: ['issued-by-the-rule'],
    mutant: { replace: issuingOf(SparingIssuing) },
  },
  {
    name: 'a desk that does not count a second token',
    breaks: ['issuing-reconciles'],
    mutant: { replace: issuingOf(MiscountingIssuing) },
  },
  {
    name: 'a box that closes by a clock which is half a minute ahead',
    breaks: ['nothing-opens-before-the-close', 'acknowledged-is-on-the-board'],
    mutant: ahead(/^(box|desk) /, 30_000),
  },
  {
    name: 'casting that ends by a clock which is a quarter of a minute ahead',
    breaks: ['voting-lasts-to-the-close'],
    mutant: ahead(/^cast /, 15_000),
  },
  {
    name: 'casting that takes an open meeting for a closed one',
    breaks: ['voting-lasts-to-the-close'],
    mutant: {
      replace: (_, client, process) =>
        process.startsWith('cast ') ? { meetings: new ClosedToAll(client, 'Meetings') } : {},
    },
  },
  {
    name: 'a last word that is answered and not kept',
    breaks: ['the-meeting-ends'],
    mutant: { replace: (_, client) => ({ meetings: new NeverAnnouncing(client, 'Meetings') }) },
  },
  {
    name: 'shares that are kept before anything is asked',
    breaks: ['nothing-opens-before-the-close'],
    mutant: {
      operation: (implementation) =>
        implementation.id === 'releaseShares'
          ? {
              ...implementation,
              run: async (call) => {
                const { ballotBox } = call.deps;
                const page = { session: 'simulated-meeting', boardRoot: 'b'.repeat(64), page: 0 };
                await ballotBox.putSharePage(
                  { ...page, slot: 'discipline' },
                  { shares: [], signature: 'A'.repeat(86) },
                );
                return implementation.run(call);
              },
            }
          : implementation,
    },
  },
];
