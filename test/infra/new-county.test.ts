import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCounty } from '../../infra/county-files.ts';
import { type CountySettings, countySettings } from '../../infra/county-settings.ts';
import { countyFileText } from '../../infra/new-county/county-file-text.ts';
import { defaultSettings } from '../../infra/new-county/default-settings.ts';
import { checkAnswer, InterviewBrokenOff, interview } from '../../infra/new-county/interview.ts';
import { placeholdersOf } from '../../infra/new-county/placeholders.ts';
import { QUESTIONS, type Question } from '../../infra/new-county/questions.ts';
import { runCommand, runToolProcess } from './command.ts';
import { SAMPLE } from './synthesised.ts';

let path: string;
beforeAll(() => {
  path = mkdtempSync(join(tmpdir(), 'shuangshu-new-county-'));
});
afterAll(() => rmSync(path, { recursive: true, force: true }));

const written = (county: string): CountySettings => readCounty(pathToFileURL(`${path}/`), county);
const AWS = defaultSettings({ county: 'demo', partition: 'aws' });
const questionOf = (...field: readonly string[]): Question => {
  const found = QUESTIONS.find((each) => each.field.join('.') === field.join('.'));
  if (found === undefined) throw new Error(`nobody asks for ${field.join('.')}`);
  return found;
};
const answer = (settings: CountySettings, field: readonly string[], text: string) =>
  checkAnswer(settings, questionOf(...field), text);

describe('the defaults', () => {
  it.each([
    ['aws', 'ap-east-1'],
    ['aws-cn', 'cn-north-1'],
  ] as const)('of %s are a file that is taken as it stands, in %s', (partition, region) => {
    const settings = defaultSettings({ county: 'demo', partition });
    expect(countySettings.parse(settings)).toEqual(settings);
    expect(settings).toMatchObject({ partition, region });
  });

  it.each(['aws-cognito-amazon', 'a--', '---', 'x'.repeat(64)])('are taken for the id %s too', (county) => {
    for (const partition of ['aws', 'aws-cn'] as const)
      expect(countySettings.safeParse(defaultSettings({ county, partition })).error).toBeUndefined();
  });

  it('let through as many as the sample’s county does', () => {
    expect(AWS.throttles).toEqual(SAMPLE.throttles);
  });

  it('name what has to be changed before they are deployed', () => {
    expect(placeholdersOf(AWS).map(({ field }) => field)).toEqual(['noticeSender']);
    expect(placeholdersOf(defaultSettings({ county: 'demo', partition: 'aws-cn' })).map(({ field }) => field)).toEqual([
      ...['domain.name', 'domain.certificate', 'staff.issuer', 'staff.audience'],
    ]);
    expect(placeholdersOf({ ...AWS, noticeSender: 'shuangshu@demo.gov.cn' })).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([
    [['region'], 'cn-north-1', 'region: cn-north-1 is no region of the partition aws'],
    [['region'], 'Hong Kong', 'region: a region'],
    [['partition'], 'aws-us', 'partition: '],
    [['account'], '12', 'account: twelve digits'],
    [['accountConcurrency'], '5', 'accountConcurrency: '],
    [['accountConcurrency'], 'many', 'accountConcurrency: '],
    [['domain', 'name'], 'no host', 'domain.name: a host name'],
    [['staff'], 'passwords', 'staff'],
    [['staff', 'domainPrefix'], 'my-cognito', 'staff.domainPrefix: '],
    [['noticeSender'], 'nobody', 'noticeSender: '],
    [['alarms', 'receivers'], 'a@demo.gov.cn, b', 'alarms.receivers.1: '],
    [['budget', 'monthly'], '0', 'budget.monthly: '],
    [['waf'], 'perhaps', 'waf: '],
    [['keys'], 'none', 'keys: '],
    [['retention', 'logDays'], '8', 'retention.logDays: '],
    [['retention', 'resultsLockDays'], '-3', 'retention.resultsLockDays: '],
  ] as const)('to %s of "%s" is refused at once, by its field', (field, text, refusal) => {
    const checked = answer(AWS, field, text);
    expect(checked.ok ? [] : checked.refusals).toEqual([expect.stringContaining(refusal)]);
  });

  it('of a certificate in another region than CloudFront looks in is refused', () => {
    const domain = { name: 'vote.demo.gov.cn', certificate: SAMPLE.domain?.certificate ?? '' };
    const elsewhere = domain.certificate.replace('us-east-1', 'ap-east-1');
    const checked = answer({ ...AWS, domain }, ['domain', 'certificate'], elsewhere);
    expect(checked).toEqual({
      ok: false,
      refusals: ['domain.certificate: CloudFront takes a certificate of ACM in us-east-1'],
    });
  });

  it('that leaves the domain out is refused in aws-cn, and taken in aws', () => {
    const china = defaultSettings({ county: 'demo', partition: 'aws-cn' });
    expect(answer(china, ['domain', 'name'], '-')).toMatchObject({
      ok: false,
      refusals: [expect.stringContaining('domain: ')],
    });
    expect(answer(AWS, ['domain', 'name'], '-')).toEqual({ ok: true, settings: AWS });
  });
});

/** Answers what is asked, a field at most once as given, and with nothing afterwards. */
function scripted(answers: Readonly<Record<string, readonly string[]>>) {
  const left = new Map(Object.entries(answers).map(([field, lines]) => [field, [...lines]]));
  const told: string[] = [];
  const asked: string[] = [];
  return {
    told,
    asked,
    ask: async (text: string) => {
      const question = QUESTIONS.find(({ en }) => text.includes(en));
      const field = question?.field.join('.') ?? '';
      asked.push(field);
      return left.get(field)?.shift() ?? '';
    },
    tell: (line: string) => {
      told.push(line);
    },
  };
}

describe('the interview', () => {
  it('takes every default for an empty line', async () => {
    expect(await interview(AWS, scripted({}))).toEqual(AWS);
  });

  it('asks again until an answer can be taken, and takes the default of the answers before it', async () => {
    const conversation = scripted({ partition: ['aws-cn'], region: ['ap-east-1', 'cn-northwest-1'] });
    const settings = await interview(AWS, conversation);
    expect(conversation.told).toEqual(['  ✗ region: ap-east-1 is no region of the partition aws-cn']);
    expect(settings).toMatchObject({ partition: 'aws-cn', region: 'cn-northwest-1', staff: { kind: 'issuer' } });
    expect(settings.domain?.certificate).toContain('arn:aws-cn:acm:cn-northwest-1:');
  });

  it('does not ask for a certificate without a domain, nor for an issuer’s fields of a pool', async () => {
    const conversation = scripted({});
    await interview(AWS, conversation);
    expect(conversation.asked).not.toContain('domain.certificate');
    expect(conversation.asked).not.toContain('staff.issuer');
    expect(conversation.asked).toContain('staff.domainPrefix');
  });

  it('has a question for every field that a county differs in', () => {
    const asked = new Set(QUESTIONS.map(({ field: [first] }) => first));
    const notAsked = Object.keys(countySettings.shape).filter((field) => !asked.has(field));
    // The id is on the command line; throttles and warm instances are written by hand, with the schema's help.
    expect(notAsked).toEqual(['$schema', 'county', 'throttles', 'warm']);
  });

  it('breaks off when the answers end', async () => {
    const silent = { ask: async () => null, tell: () => undefined };
    await expect(interview(AWS, silent)).rejects.toThrow(InterviewBrokenOff);
  });
});

describe('the command', () => {
  it('with --yes writes the defaults, as the formatter has them', async () => {
    const { code, out } = await runToolProcess('county', ['new', 'demo', '--yes', '--counties', path]);
    expect([code, out]).toEqual([0, expect.stringContaining('noticeSender: shuangshu@demo.example')]);
    expect(written('demo')).toEqual(AWS);
  });

  it('asks otherwise, and writes what was answered', async () => {
    const typed = ['', '某县局', 'us-west-2', '', '', '', '', '', 'ops@some.gov.cn', 'a@some.gov.cn, b@some.gov.cn'];
    const { code, out } = await runToolProcess('county', ['new', 'asked', '--counties', path], {
      typed: `${typed.join('\n')}\n${'\n'.repeat(QUESTIONS.length)}`,
    });
    expect([code, out]).toEqual([0, expect.stringContaining('区域')]);
    expect(written('asked')).toEqual({
      ...defaultSettings({ county: 'asked', partition: 'aws' }),
      countyName: '某县局',
      region: 'us-west-2',
      noticeSender: 'ops@some.gov.cn',
      alarms: { receivers: ['a@some.gov.cn', 'b@some.gov.cn'] },
    });
  });

  it('writes nothing when the answers end before the questions', async () => {
    const { code, err } = await runToolProcess('county', ['new', 'broken', '--counties', path], { typed: 'aws\n' });
    expect([code, err]).toEqual([1, expect.stringContaining('nothing was written')]);
    expect(readdirSync(path)).not.toContain('broken.json');
  });

  it('never writes over a file', async () => {
    const file = join(path, 'kept.json');
    writeFileSync(file, countyFileText({ ...AWS, county: 'kept', countyName: 'kept as it was' }));
    const { code, err } = await runToolProcess('county', ['new', 'kept', '--yes', '--counties', path]);
    expect([code, err]).toEqual([1, expect.stringContaining('county: ')]);
    expect(readFileSync(file, 'utf8')).toContain('kept as it was');
  });

  it('writes files that pass the project’s lint', async () => {
    const many = { ...AWS, alarms: { receivers: ['a@some.gov.cn', 'b@some.gov.cn'] } };
    const long = { ...AWS, alarms: { receivers: Array.from({ length: 9 }, (_, at) => `receiver-${at}@some.gov.cn`) } };
    for (const text of [AWS, many, long, SAMPLE].map(countyFileText)) {
      const { out } = await runCommand(
        ['node_modules/.bin/biome', 'format', '--stdin-file-path=infra/counties/demo.json'],
        { typed: text },
      );
      expect(out).toBe(text);
    }
  });
});

it('has no sender of notices where there is no SES, and does not ask for one', async () => {
  const conversation = scripted({ partition: ['aws-cn'] });
  expect(await interview(AWS, conversation)).toMatchObject({ partition: 'aws-cn', noticeSender: null });
  expect(conversation.asked).not.toContain('noticeSender');
});

it.each([
  ['aws', ['"Shuangshu-demo"', '"Shuangshu-demo-edge"']],
  ['aws-cn', ['"Shuangshu-demo"', '"aws://unknown-account/cn-north-1"']],
])(
  'what it writes for %s synthesises with the documented command, offline and without credentials',
  async (partition, stacks) => {
    const counties = mkdtempSync(join(path, 'of-one-'));
    const outdir = join(counties, 'cdk.out');
    const made = await runToolProcess('county', [
      'new',
      'demo',
      '--yes',
      '--partition',
      partition,
      '--counties',
      counties,
    ]);
    expect(made.code).toBe(0);
    const { code, err } = await runCommand(
      ['npx', 'cdk', 'synth', '--quiet', '-c', 'county=demo', '-c', `counties=${counties}`, '-o', outdir],
      // npm keeps a cache and the CLI a folder; neither finds anything there.
      { env: { HOME: path }, network: 'none' },
    );
    expect([code, err]).toEqual([0, expect.anything()]);
    const manifest = readFileSync(join(outdir, 'manifest.json'), 'utf8');
    for (const stack of stacks) expect(manifest).toContain(stack);
  },
);
