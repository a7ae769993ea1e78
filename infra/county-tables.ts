import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

const encryptionBy = (key: IKey | null): Pick<TableProps, 'encryption' | 'encryptionKey'> =>
  key === null
    ? { encryption: TableEncryption.AWS_MANAGED }
    : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key };

/**
 * The tables. `Registry` knows people, `BallotBox` holds ballots, `Opinions` what was said without a name, `Meetings` is the
 * public face; Registry and BallotBox never meet in one role.
 */
export class CountyTables extends Construct {
  readonly registry: Table;
  readonly meetings: Table;
  readonly ballotBox: Table;
  readonly opinions: Table;

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey | null }) {
    super(scope, id);
    const recovered = { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } };
    this.registry = this.#table('Registry', { ...encryptionBy(key), ...recovered });
    this.meetings = this.#table('Meetings', { ...encryptionBy(key), ...recovered });
    // No stream, time-to-live, recovery, backup or insights: any two states of this table would give the order of arrival.
    this.ballotBox = this.#table('BallotBox', encryptionBy(key));
    // The same: two states of it would tell on which side of an hour somebody wrote.
    this.opinions = this.#table('Opinions', encryptionBy(key));
  }

  #table(id: string, props: Partial<TableProps>): Table {
    return new Table(this, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    });
  }
}
