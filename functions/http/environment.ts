import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Dependencies } from './dependencies.ts';
import { EmbeddedMetrics } from './embedded-metrics.ts';
import { logTo } from './log-line.ts';
import { CLIENT_PATIENCE } from './reach/patience.ts';
import type { PartName, Reach, Source } from './reach/source.ts';

// Node cuts small buffers from a shared one, which lives as long as the last of them: it would keep what dozens of requests brought,
// in the order in which they came, for whoever reads the memory of a running function.
Buffer.poolSize = 0;

type Environment = Readonly<Record<string, string | undefined>>;

/** Made at its first use and kept. */
const lazily = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const readFrom =
  (environment: Environment): Source['read'] =>
  (name) => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing`);
    return value;
  };

const write =
  (output: NodeJS.WritableStream) =>
  (text: string): boolean =>
    output.write(text);

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

const sourceOf = (environment: Environment): Source => ({
  read: readFrom(environment),
  tables: lazily(() => DynamoDBDocumentClient.from(new DynamoDBClient(CLIENT_PATIENCE))),
  randomBytes: random,
});

/** The parts of the dependencies, each made at its first use; one that the function does not reach throws then. */
function partsOf(reach: Reach, source: Source) {
  const part = <Name extends PartName>(name: Name): (() => Dependencies[Name]) =>
    lazily(() => {
      const make = reach[name];
      if (make === undefined) throw new Error(`this function does not reach ${name}`);
      return make(source);
    });
  return {
    registry: part('registry'),
    meetings: part('meetings'),
    ballotBox: part('ballotBox'),
    opinions: part('opinions'),
    documents: part('documents'),
    uploads: part('uploads'),
    photos: part('photos'),
    notifier: part('notifier'),
    keyWrap: part('keyWrap'),
    verifyStaffToken: part('verifyStaffToken'),
  };
}

/**
 * What a deployed function reaches, from its environment. Everything is made at its first use, and a variable that is missing
 * throws then.
 */
export function makeDependencies(environment: Environment, reach: Reach): Dependencies {
  const source = sourceOf(environment);
  const { read } = source;
  const parts = partsOf(reach, source);
  return {
    get county() {
      return read('COUNTY');
    },
    get countyName() {
      return read('COUNTY_NAME');
    },
    get registry() {
      return parts.registry();
    },
    get meetings() {
      return parts.meetings();
    },
    get ballotBox() {
      return parts.ballotBox();
    },
    get opinions() {
      return parts.opinions();
    },
    get uploads() {
      return parts.uploads();
    },
    get photos() {
      return parts.photos();
    },
    get notifier() {
      return parts.notifier();
    },
    get keyWrap() {
      return parts.keyWrap();
    },
    get documents() {
      return parts.documents();
    },
    get origin() {
      return read('ORIGIN');
    },
    get castTimeLimitMs() {
      return z.coerce.number().pipe(z.int().min(1)).parse(read('CAST_TIME_LIMIT_MS'));
    },
    notice: environment['NOTICE'] || null,
    nowMs: () => Date.now(),
    randomBytes: random,
    verifyStaffToken: (token) => parts.verifyStaffToken()(token),
    log: logTo(write(process.stderr), Date.now),
    metrics: new EmbeddedMetrics({ county: () => read('COUNTY'), write: write(process.stdout), nowMs: Date.now }),
  };
}

/** The dependencies of this process, as far as the function reaches. Reads nothing before they are used. */
export const dependenciesFromEnvironment = (reach: Reach): (() => Dependencies) =>
  lazily(() => makeDependencies(process.env, reach));
