import { hash } from 'node:crypto';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { BallotBox, type Casting, receiptHex } from '../../functions/store/ballot-box.ts';
import { Issuing } from '../../functions/store/issuing.ts';
import { Meetings, receiptsOfPage } from '../../functions/store/meetings.ts';
import { PLAN } from './hall-people.ts';
import type { Leak, LeakScene } from './hall-server.ts';

type More = (scene: LeakScene) => Readonly<Record<string, string | number | Uint8Array>>;

/** A box that writes something more beside each ballot. */
class TellingBox extends BallotBox {
  readonly #scene: LeakScene;
  readonly #more: More;

  constructor(scene: LeakScene, more: More) {
    super(scene.client, 'BallotBox');
    this.#scene = scene;
    this.#more = more;
  }

  override async cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    const kept = await super.cast(session, id, ballot);
    const Item = { pk: `${session}#${id.slice(0, 1)}`, sk: id, ballot, ...this.#more(this.#scene) };
    await this.#scene.client.send(new PutCommand({ TableName: 'BallotBox', Item }));
    return kept;
  }
}

/** A box that tells a board in which order ballots came. */
class OrderlyBox extends BallotBox {
  readonly arrivals: string[] = [];

  override async cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    const kept = await super.cast(session, id, ballot);
    if (kept === 'kept') this.arrivals.push(receiptHex(ballot));
    return kept;
  }
}

/** A store that keeps a board as its ballots came. */
class UnsortedBoard extends Meetings {
  readonly #arrivals: readonly string[];

  constructor(scene: LeakScene, arrivals: readonly string[]) {
    super(scene.client, 'Meetings');
    this.#arrivals = arrivals;
  }

  override putBoard(session: string, root: string): Promise<number> {
    return super.putBoard(session, root, this.#arrivals);
  }

  /** Given out in the order that everybody checks: it is in what is stored that the arrivals stay. */
  override async getBoardPage(...page: Parameters<Meetings['getBoardPage']>): Promise<Uint8Array | undefined> {
    const stored = await super.getBoardPage(...page);
    return stored && Buffer.from([...receiptsOfPage(stored)].sort().join(''), 'hex');
  }
}

/** Issuing that notes the connection of each drawing in the log. */
class LoggingIssuing extends Issuing {
  readonly #scene: LeakScene;

  constructor(scene: LeakScene) {
    super(scene.client, 'Registry');
    this.#scene = scene;
  }

  override draw(...drawing: Parameters<Issuing['draw']>): Promise<boolean> {
    const [, code] = drawing;
    this.#scene.log({ operation: 'checkIn', connection: this.#scene.person().connection, code });
    return super.draw(...drawing);
  }
}

type Casts = { readonly id: string; readonly ballot: Uint8Array };

/** A box that notes something of each casting in the log. */
class LoggingBox extends BallotBox {
  readonly #scene: LeakScene;
  readonly #words: (scene: LeakScene, casts: Casts) => Readonly<Record<string, string>>;

  constructor(scene: LeakScene, words: (scene: LeakScene, casts: Casts) => Readonly<Record<string, string>>) {
    super(scene.client, 'BallotBox');
    this.#scene = scene;
    this.#words = words;
  }

  override cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    this.#scene.log({ operation: 'castBallot', ...this.#words(this.#scene, { id, ballot }) });
    return super.cast(session, id, ballot);
  }
}

/** Issuing that notes something more beside each drawing. */
class TellingIssuing extends Issuing {
  readonly #scene: LeakScene;
  readonly #more: More;

  constructor(scene: LeakScene, more: More) {
    super(scene.client, 'Registry');
    this.#scene = scene;
    this.#more = more;
  }

  override async draw(...drawing: Parameters<Issuing['draw']>): Promise<boolean> {
    const isDrawn = await super.draw(...drawing);
    const [session, code] = drawing;
    const Key = { pk: `CODES#${session}`, sk: code };
    for (const [name, value] of Object.entries(this.#more(this.#scene)))
      await this.#scene.client.send(
        new UpdateCommand({
          TableName: 'Registry',
          Key,
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    return isDrawn;
  }
}

const HALF_TIME_MS = PLAN.startMs + PLAN.castingFromMs + PLAN.castingMs / 2;

export interface NamedLeak {
  readonly name: string;
  /** Tells so little that many meetings are needed to see it. */
  readonly isWeak?: true;
  readonly leak: Leak;
}

/** Each is a mistake that somebody could make in good faith, and that the matcher must find. */
export const LEAKS: readonly NamedLeak[] = [
  {
    name: 'a time in the item',
    leak: (_, scene) => ({ ballotBox: new TellingBox(scene, ({ nowMs }) => ({ at: nowMs() })) }),
  },
  {
    name: 'the minute in the item',
    leak: (_, scene) => ({ ballotBox: new TellingBox(scene, ({ nowMs }) => ({ at: Math.floor(nowMs() / 60_000) })) }),
  },
  {
    name: 'one bit in the item: whether it came in the first half of the voting',
    isWeak: true,
    leak: (_, scene) => ({
      ballotBox: new TellingBox(scene, ({ nowMs }) => ({ early: nowMs() < HALF_TIME_MS ? 1 : 0 })),
    }),
  },
  {
    name: 'arrival order on the board',
    leak: (_, scene) => {
      const box = new OrderlyBox(scene.client, 'BallotBox');
      return { ballotBox: box, meetings: new UnsortedBoard(scene, box.arrivals) };
    },
  },
  {
    name: 'a length that differs from delegate to delegate',
    leak: (_, scene) => ({
      ballotBox: new TellingBox(scene, ({ person }) => ({ padding: new Uint8Array(person().name.length) })),
    }),
  },
  {
    name: 'a request id in the log',
    leak: ({ registry }, scene) => ({
      ballotBox: new LoggingBox(scene, ({ person }, { id }) => ({ connection: person().connection, id })),
      registry: { ...registry, issuing: new LoggingIssuing(scene) },
    }),
  },
  {
    name: 'a hash of the phone in the item',
    leak: (_, scene) => ({
      ballotBox: new TellingBox(scene, ({ person }) => ({ by: hash('sha256', person().phone) })),
    }),
  },
  {
    name: 'a hash of session and phone in the item, cut',
    leak: (_, scene) => ({
      ballotBox: new TellingBox(scene, ({ person, session }) => ({
        by: hash('sha256', `${session}#${person().phone}`).slice(0, 32),
      })),
    }),
  },
  {
    name: 'the end of the phone in the item',
    leak: (_, scene) => ({ ballotBox: new TellingBox(scene, ({ person }) => ({ tail: person().phone.slice(-4) })) }),
  },
  {
    name: 'a hash of the token beside the drawing',
    leak: ({ registry }, scene) => {
      const issuing = new TellingIssuing(scene, ({ person }) => ({
        token: hash('sha256', person().ballot.id, 'base64'),
      }));
      return { registry: { ...registry, issuing } };
    },
  },
  {
    name: 'a line of the log with hashes of both',
    leak: (_, scene) => ({
      ballotBox: new LoggingBox(scene, ({ person, session }, { ballot }) => ({
        who: `delegate-${hash('sha256', `${session}:${person().phone}`, 'base64url')}`,
        what: hash('sha256', receiptHex(ballot)).slice(0, 16),
      })),
    }),
  },
];
