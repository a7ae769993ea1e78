import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Dependencies } from '../dependencies.ts';

/** Where a part of the dependencies is made from: the environment of the function, and its one client of tables. */
export interface Source {
  /** A variable's value; throws when it is missing. */
  readonly read: (name: string) => string;
  readonly tables: () => DynamoDBDocumentClient;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** What a function may reach and need not: everything else of the dependencies every function has. */
export type PartName =
  | 'registry'
  | 'meetings'
  | 'ballotBox'
  | 'opinions'
  | 'documents'
  | 'uploads'
  | 'photos'
  | 'notifier'
  | 'keyWrap'
  | 'verifyStaffToken';

/** What one function reaches. A part that it does not name is not in its bundle. */
export type Reach = { readonly [Name in PartName]?: (source: Source) => Dependencies[Name] };
