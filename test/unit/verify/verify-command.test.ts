import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vectors } from '../protocol/vectors.ts';

const COMMAND = fileURLToPath(new URL('../../../infra/tools/verify.ts', import.meta.url));

interface Ended {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** Runs the command as a person would, in a process of its own. */
const run = (...parameters: readonly string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, lines: output.trimEnd().split('\n'), errors }));
  });

type Json = { [name: string]: unknown };
type Change = (bundle: Json) => void;

const at = (value: unknown, ...path: readonly (string | number)[]): Json =>
  path.reduce<unknown>((node, step) => (node as Json)[step], value) as Json;
/** Another character in the middle of the text at `name`. */
const flip = (holder: Json, name: string | number) => {
  const text = String(holder[name]);
  const middle = Math.floor(text.length / 2);
  holder[name] = `${text.slice(0, middle)}${text[middle] === 'a' ? 'b' : 'a'}${text.slice(middle + 1)}`;
};

describe('npm run verify', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-verify-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const fileOf = async (name: string, content: unknown): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const defectsOf = ({ lines }: Ended) =>
    lines.filter((line) => line.startsWith('DEFECT ')).map((line) => line.split(/ +/).slice(1, 3).join(' '));

  it('finds nothing wrong with the vectors’ bundles, prints their check code and figures, and ends with 0', async () => {
    for (const [name, bundle] of [
      ['public', vectors.bundle],
      ['sealed', vectors.sealedBundle],
    ] as const) {
      const ended = await run(await fileOf(`${name}.json`, bundle), '--check-code', vectors.checkCode);
      expect(ended.errors).toBe('');
      expect(ended.exitCode).toBe(0);
      expect(ended.lines[0]).toContain(name);
      expect(ended.lines.join('\n')).toContain(vectors.checkCode);
      expect(ended.lines.join('\n')).toContain('𬭼㐀明');
      expect(ended.lines.at(-1)).toBe('OK: no defect found 没有发现问题');
    }
  });

  it('refuses another check code than the one in the minutes', async () => {
    const ended = await run(await fileOf('code.json', vectors.bundle), '--check-code', '0028 9791 2982');
    expect([ended.exitCode, ...defectsOf(ended)]).toEqual([1, 'another-check-code arming']);
  });

  const tampered: readonly (readonly [string, Change, string])[] = [
    [
      'the manifest',
      (bundle) => Object.assign(at(bundle, 'manifest'), { delegates: 32 }),
      'another-manifest result.manifestHash',
    ],
    [
      'a name on the form',
      (bundle) => Object.assign(at(bundle, 'manifest', 'subjects', 1), { name: '某某' }),
      'wrong-signature arming[0].signature',
    ],
    ['a receipt', (bundle) => flip(at(bundle, 'board'), 19), 'another-board result.boardRoot'],
    [
      'a figure',
      (bundle) => Object.assign(at(bundle, 'result', 'subjects', 0), { score: '99/1' }),
      'wrong-score result.subjects[0].score',
    ],
    // Of another type than a summary could print.
    ['a reason', (bundle) => Object.assign(at(bundle, 'result'), { reasons: null }), 'wrong-outcome result.reasons'],
    [
      'a count',
      (bundle) => Object.assign(at(bundle, 'result', 'counts'), { valid: 19 }),
      'wrong-sum result.counts.valid',
    ],
    [
      'a result signature',
      (bundle) => flip(at(bundle, 'signatures', 0), 'signature'),
      'wrong-signature signatures[0].signature',
    ],
    [
      'an arming signature',
      (bundle) => flip(at(bundle, 'arming', 2), 'signature'),
      'wrong-signature arming[2].signature',
    ],
    [
      'an objection',
      (bundle) => Object.assign(at(bundle, 'signatures', 2, 'objection', 'payload'), { reason: '没有' }),
      'wrong-signature signatures[2].objection.signature',
    ],
    ['a ballot', (bundle) => flip(at(bundle, 'ballots'), 4), 'wrong-receipt ballots[4]'],
    [
      'a paper ballot',
      (bundle) => Object.assign(at(bundle, 'paper', 0), { 0: 1 }),
      'another-result result.subjects[0].indicators[0].mean',
    ],
    ['a missing field', (bundle) => delete bundle['paper'], 'missing-field paper'],
    ['a field of its own', (bundle) => Object.assign(bundle, { note: 1 }), 'unknown-field note'],
  ];
  it.each(tampered)('names the defect and ends with 1 when %s was altered', async (what, change, defect) => {
    const bundle: Json = JSON.parse(JSON.stringify(vectors.sealedBundle));
    change(bundle);
    const ended = await run(await fileOf(`${what.replaceAll(' ', '-')}.json`, bundle));
    expect(ended.exitCode).toBe(1);
    expect(defectsOf(ended)).toContain(defect);
    expect(ended.lines.at(-1)).toBe(`${defectsOf(ended).length} defect(s) 处问题`);
  });

  it('names the shares of a teller that were altered so that ballots no longer open', async () => {
    const bundle: Json = JSON.parse(JSON.stringify(vectors.sealedBundle));
    const [slot = ''] = Object.keys(at(bundle, 'opened'));
    const shares = at(bundle, 'opened', slot);
    for (const [index, share] of Object.entries(shares)) if (typeof share === 'string') flip(shares, Number(index));
    const ended = await run(await fileOf('shares.json', bundle));
    expect(ended.exitCode).toBe(1);
    expect(defectsOf(ended)).toContain('another-result result.counts.valid');
    shares[0] = 'no share';
    expect(defectsOf(await run(await fileOf('no-share.json', bundle)))).toEqual([`wrong-share-set opened.${slot}`]);
  });

  it('ends with 1 for what is no JSON, without repeating any of it', async () => {
    const ended = await run(await fileOf('ballots.txt', '{"ballots": [AQIDBAUGBw'));
    expect(ended.exitCode).toBe(1);
    expect(ended.errors).toBe(
      '这个文件不是结果文件（不是 JSON，或有一项写了两次）/ this is not a result file (not JSON, or a field stands twice)\n',
    );
  });

  it('ends with 2 where nothing could be checked, and says how it is called', async () => {
    const usage = `npm run verify -- FILE [--check-code "1234 5678 9012"]
npm run verify -- AUDIT.jsonl [AUDIT-2.jsonl …] [--head HASH]
`;
    const file = await fileOf('whole.json', vectors.bundle);
    for (const parameters of [[], [file, file], [file, '--unknown'], [file, '--check-code']]) {
      const { exitCode, errors } = await run(...parameters);
      expect([exitCode, errors]).toEqual([2, usage]);
    }
    const missing = await run(join(folder, 'nowhere.json'));
    expect(missing.exitCode).toBe(2);
    expect(missing.errors).toContain('the file cannot be read');
    expect(missing.errors).toContain('ENOENT');
  });
});
