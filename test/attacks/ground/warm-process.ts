/**
 * One function's process, as its bundle runs in Lambda, kept warm: takes one event after another, and shows its memory when it is
 * asked to. Given by the command line: the bundle, and what a weakened one remembers of each request.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { setImmediate } from 'node:timers/promises';
import { types } from 'node:util';
import { setFlagsFromString, writeHeapSnapshot } from 'node:v8';
import type { Asked, Remembering, Weakness } from './warm-functions.ts';

const NODES_POOL = 8 * 1_024;
const [bundle = '', weakened = ''] = process.argv.slice(2);
const { handler } = await import(bundle);
const { remembers: remembered, hasPool }: Weakness = JSON.parse(weakened);
if (hasPool) Buffer.poolSize = NODES_POOL;
const memory: unknown[] = [];

const KEPT: Readonly<Record<Remembering['as'], (value: string) => unknown>> = {
  text: (value) => value,
  bytes: (value) => new TextEncoder().encode(value),
  'bytes of hex': (value) => new Uint8Array(Buffer.from(value, 'hex')),
  number: (value) => ({ number: Number(value) }),
};

function remember(headers: Readonly<Record<string, string>>): void {
  for (const { header, as } of remembered) {
    const value = headers[header];
    if (value !== undefined) memory.push(KEPT[as](value));
  }
}

const shelf: { found: readonly unknown[] } = { found: [] };
Object.assign(globalThis, { shelf });

/** Everything alive of a class, its heirs included. */
async function aliveOf(inspector: Session, prototype: string): Promise<readonly unknown[]> {
  const { result } = await inspector.post('Runtime.evaluate', { expression: prototype });
  const { objects } = await inspector.post('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
  const functionDeclaration = 'function () { globalThis.shelf.found = this; }';
  await inspector.post('Runtime.callFunctionOn', { objectId: objects.objectId ?? '', functionDeclaration });
  const { found } = shelf;
  shelf.found = [];
  return found;
}

/** The contents of all buffers, which a snapshot of the heap leaves out. */
async function writeBuffers(path: string): Promise<void> {
  const inspector = new Session();
  inspector.connect();
  const views = await aliveOf(inspector, 'Uint8Array.prototype');
  const buffers = await aliveOf(inspector, 'ArrayBuffer.prototype');
  inspector.disconnect();
  // A prototype counts as one of its class, and is neither.
  const whole = new Set(views.flatMap((each) => (types.isUint8Array(each) ? [each.buffer] : [])));
  for (const each of buffers) if (types.isArrayBuffer(each) && !each.detached) whole.add(each);
  writeFileSync(path, Buffer.concat([...whole].map((each) => new Uint8Array(each))));
}

/** Both take what can be reached alone: garbage is collected first. */
async function dump(path: string): Promise<void> {
  setFlagsFromString('--heap-snapshot-string-limit=4096');
  // The answer before is on its way: a turn of the loop lets go of what sent it.
  await setImmediate();
  await writeBuffers(`${path}.buffers`);
  writeHeapSnapshot(`${path}.heapsnapshot`, { exposeNumericValues: true });
}

async function answerTo(asked: Asked): Promise<unknown> {
  if ('dump' in asked) return dump(asked.dump);
  remember(asked.event.headers);
  return handler(asked.event, {});
}

process.on('message', (asked: Asked) => {
  void answerTo(asked).then((answer) => process.send?.(answer ?? null));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
