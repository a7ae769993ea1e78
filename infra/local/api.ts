import type { RequestListener } from 'node:http';
import type { Notifier } from '../../functions/http/notifier.ts';
import type { ScheduledName } from '../../shared/contract/schedules.ts';
import type { BlobCredentials } from './blob-signature.ts';
import type { IssuerDescription } from './issuer.ts';
import type { Sample } from './prepare-sample.ts';
import type { SampleProgress } from './sample/living-sample.ts';

/** What the embedded deployment offers to the API that runs inside it: what AWS would offer to the functions. */
export interface EmbeddedServices {
  readonly county: string;
  readonly now: () => Date;
  /** Public origin, as people open it. */
  readonly origin: string;
  readonly dynamodb: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: BlobCredentials;
  };
  readonly storage: {
    /** For the handlers' own calls: plain HTTP on this machine. */
    readonly endpoint: string;
    /** For presigned URLs, which browsers open: on the public origin. */
    readonly publicEndpoint: string;
    readonly region: string;
    readonly credentials: BlobCredentials;
    readonly resultsBucket: string;
    readonly uploadsBucket: string;
    readonly photosBucket: string;
  };
  readonly staff: IssuerDescription & {
    /** Key set, readable from this machine without trusting the self-signed certificate. */
    readonly jwksUri: string;
  };
  /** The way notices to staff go. */
  readonly notifier: Notifier;
  /** 32 bytes that stand in for KMS. */
  readonly wrappingKey: Uint8Array;
}

/** The API behind the embedded deployment. */
export interface EmbeddedApi {
  /** Answers everything under `/api/`. */
  readonly handle: (...call: Parameters<RequestListener>) => void | Promise<void>;
  /** Shown in `/config.json` beside the issuer. */
  readonly countyName: string;
  /** Imports the sample round, once, and gets one of its meetings ready for a trial. */
  prepareSample(tell: (progress: SampleProgress) => void): Promise<Sample>;
  /** Runs what the clock would start. */
  runScheduled(name: ScheduledName): Promise<void>;
  close(): Promise<void>;
}

export type StartApi = (services: EmbeddedServices) => Promise<EmbeddedApi>;
