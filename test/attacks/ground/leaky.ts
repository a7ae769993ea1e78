import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { BallotBox, type Casting } from '../../../functions/store/ballot-box.ts';
import { Issuing } from '../../../functions/store/issuing.ts';
import { type HeldReceipt, type Leaving, type NewOpinion, Opinions } from '../../../functions/store/opinions.ts';
import { Registry } from '../../../functions/store/registry.ts';

/** What a leaky store notes beside an item. */
type Note = () => string | number;

const noting = (
  client: DynamoDBDocumentClient,
  TableName: string,
  Key: { readonly pk: string; readonly sk: string },
  note: Note,
) =>
  client.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'SET noted = :noted',
      ExpressionAttributeValues: { ':noted': note() },
    }),
  );

/** A box that notes something beside each ballot. */
export class NotingBox extends BallotBox {
  readonly #client: DynamoDBDocumentClient;
  readonly #note: Note;

  constructor(client: DynamoDBDocumentClient, note: Note) {
    super(client, 'BallotBox');
    this.#client = client;
    this.#note = note;
  }

  override async cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    const casting = await super.cast(session, id, ballot);
    await noting(this.#client, 'BallotBox', { pk: `${session}#${id.slice(0, 1)}`, sk: id }, this.#note);
    return casting;
  }
}

/** A box that tells somebody of each ballot before it keeps it. */
export class TellingBox extends BallotBox {
  readonly #tell: (id: string, ballot: Uint8Array) => unknown;

  constructor(client: DynamoDBDocumentClient, tell: (id: string, ballot: Uint8Array) => unknown) {
    super(client, 'BallotBox');
    this.#tell = tell;
  }

  override async cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    await this.#tell(id, ballot);
    return super.cast(session, id, ballot);
  }
}

class NotingIssuing extends Issuing {
  readonly #client: DynamoDBDocumentClient;
  readonly #note: Note;

  constructor(client: DynamoDBDocumentClient, note: Note) {
    super(client, 'Registry');
    this.#client = client;
    this.#note = note;
  }

  override async draw(...[session, codeHash, drawing]: Parameters<Issuing['draw']>): Promise<boolean> {
    const isDrawn = await super.draw(session, codeHash, drawing);
    await noting(this.#client, 'Registry', { pk: `CODES#${session}`, sk: codeHash }, this.#note);
    return isDrawn;
  }
}

/** A registry that notes something beside each drawing. */
export class NotingRegistry extends Registry {
  override readonly issuing: Issuing;

  constructor(client: DynamoDBDocumentClient, note: Note) {
    super(client, 'Registry');
    this.issuing = new NotingIssuing(client, note);
  }
}

/** A store of opinions that notes something beside each opinion, and beside one that is read by its receipt. */
export class NotingOpinions extends Opinions {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #note: Note;

  constructor(client: DynamoDBDocumentClient, table: string, note: Note) {
    super(client, table);
    this.#client = client;
    this.#table = table;
    this.#note = note;
  }

  override async leave(opinion: NewOpinion): Promise<Leaving> {
    const leaving = await super.leave(opinion);
    await this.#noteBeside(opinion.session, opinion.receiptHash);
    return leaving;
  }

  override async findHeld(session: string, receiptHash: string): Promise<HeldReceipt | undefined> {
    const held = await super.findHeld(session, receiptHash);
    if (held !== undefined) await this.#noteBeside(session, held.opinion.opinion);
    return held;
  }

  #noteBeside(session: string, opinion: string): Promise<unknown> {
    return noting(this.#client, this.#table, { pk: `${session}#opinions`, sk: opinion }, this.#note);
  }
}
