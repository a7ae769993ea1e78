import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

/**
 * The tables. `Registry` knows people, `BallotBox` holds ballots, `Opinions` what was said without a name, `Meetings` is the
 * public face; Registry and BallotBox never meet in one role.
 */
export class CountyTables extends Construct {
  readonly registry: Table;
  readonly meetings: Table;
  readonly ballotBox: Table;
  readonly opinions: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.registry = this.#table('Registry', true);
    this.meetings = this.#table('Meetings', true);
    // No stream, time-to-live, recovery, backup or insights: any two states of this table would give the order of arrival.
    this.ballotBox = this.#table('BallotBox', false);
    // The same: two states of it would tell on which side of an hour somebody wrote.
    this.opinions = this.#table('Opinions', false);
  }

  #table(id: string, recoverable: boolean): Table {
    return new Table(this, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(recoverable ? { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } } : {}),
    });
  }
}
