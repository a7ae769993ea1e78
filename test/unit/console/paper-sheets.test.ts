import type { ComponentChildren, VNode } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { toHex } from '../../../shared/protocol/bytes.ts';
import { BallotSheet } from '../../../web/console/paper/ballot-sheet.tsx';
import { SHEET_TEXTS } from '../../../web/console/paper/sheet-texts.ts';
import { TallySheet } from '../../../web/console/paper/tally-sheet.tsx';
import { whyNoPaper } from '../../../web/console/paper/who-prints.ts';
import { manifest, sessionHash } from '../protocol/made-session.ts';
import { vectors } from '../protocol/vectors.ts';

const isNode = (value: unknown): value is VNode => typeof value === 'object' && value !== null && 'type' in value;

/** What a component renders to, as HTML without escapes. A component that has a state of its own, or looks at one, throws here. */
function rendered(children: ComponentChildren): string {
  if (Array.isArray(children)) return children.map((child) => rendered(child)).join('');
  if (!isNode(children)) return typeof children === 'string' || typeof children === 'number' ? String(children) : '';
  const { type, props } = children;
  if (typeof type !== 'string') return rendered(Reflect.apply(type, null, [props]));
  const { children: inner, ...attributes } = props;
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${String(value)}"`);
  return `<${type}${written.join('')}>${rendered(inner)}</${type}>`;
}

const ballot = () => rendered(BallotSheet({ manifest }));
const form = { manifest, manifestHash: toHex(sessionHash), checkCode: vectors.checkCode };
const texts = (html: string, pattern: RegExp) => Array.from(html.matchAll(pattern), ([, text = '']) => text);

/** Whoever asks for time or chance is told that there is none. */
function withoutTimeAndChance(): void {
  const none = () => {
    throw new Error('a ballot asks neither the time nor for chance');
  };
  vi.stubGlobal('Date', none);
  vi.stubGlobal('location', new Proxy({}, { get: none }));
  vi.spyOn(Math, 'random').mockImplementation(none);
  vi.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation(none);
}

describe('a paper ballot', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('asks what the form asks, in its order and words, each with 0 to 10 and 不了解', () => {
    const rows = manifest.subjects.flatMap(({ indicators }) => indicators.map(({ name }) => name));
    expect(texts(ballot(), /<th scope="row">([^<]*)<\/th>/g)).toEqual(rows);
    const scores = `012345678910${SHEET_TEXTS.noOpinion}`;
    const cells = ballot().split('<th scope="row">').slice(1);
    for (const row of cells) {
      const [cellsOfRow = ''] = row.split('</tr>');
      expect(texts(cellsOfRow, /<td[^>]*>([^<]*)<\/td>/g).join('')).toBe(scores);
    }
    const headings = texts(ballot(), /<h3 class="paper-subject"><span>([^<]*)</g);
    expect(headings).toEqual(manifest.subjects.map(({ name }) => name));
    expect(ballot()).toContain(`第 1 位，共 ${manifest.subjects.length} 位`);
  });

  it('says how to fill it in, that an empty row is no opinion, and what makes it void', () => {
    expect(texts(ballot(), /<li>([^<]*)<\/li>/g)).toEqual([...SHEET_TEXTS.how]);
    expect(ballot()).toMatch(/空着算不了解[\s\S]*有一行看不清选的是几分，整张票作废/);
  });

  it('is a function of the form alone: printed twice, at other times and by other people, it is the same', () => {
    const first = ballot();
    withoutTimeAndChance();
    expect(ballot()).toBe(first);
  });

  it('has nothing on it that could tell one copy from another, or whose it is', () => {
    const html = ballot();
    expect(html).not.toMatch(/<(svg|img|canvas|input|a|style|script)\b|\s(id|style|data-[\w-]+)=/);
    expect(html).not.toContain(manifest.session);
    expect(html).not.toContain(toHex(sessionHash));
    expect(html).not.toContain(vectors.checkCode);
    // Keys, and who counts, are no part of it: a teller who enrols again does not make printed ballots worthless.
    const others = { ...manifest, tellers: [], boxKey: 'x', tokenKey: 'y', delegates: 99 };
    expect(rendered(BallotSheet({ manifest: others }))).toBe(html);
  });
});

describe('a tally sheet', () => {
  it('has a place for every score of every indicator, sums, void reasons, and three signatures', () => {
    const html = rendered(TallySheet({ form }));
    const indicators = manifest.subjects.flatMap((subject) => subject.indicators);
    expect(html.match(/<td><\/td>/g)).toHaveLength(indicators.length * 13);
    for (const words of [
      ...Object.values(SHEET_TEXTS.sums),
      ...SHEET_TEXTS.voidReasons,
      ...SHEET_TEXTS.signatures,
      ...SHEET_TEXTS.rules,
    ])
      expect(html).toContain(words);
    expect(html).toContain('33 人');
    expect(html).toContain(`核对码 ${vectors.checkCode}`);
    expect(html).toContain(toHex(sessionHash));
    expect(rendered(TallySheet({ form: { ...form, checkCode: null } }))).not.toContain('核对码');
  });

  it('tells the hall that the count is to be entered, and how it is announced then', () => {
    expect(SHEET_TEXTS.rules.join('')).toMatch(
      /本场为纸质投票，现场计票结果待补录后正式公布[\s\S]*公布时注明是纸质投票/,
    );
  });
});

describe('who prints paper', () => {
  it('is the inspection office or the discipline commission, from the freeze to the close', () => {
    const states = ['prepared', 'frozen', 'armed', 'voting', 'closing', 'closed', 'counted', 'announced'] as const;
    const answers = ['notFrozen', null, null, null, null, 'over', 'over', 'over'];
    for (const role of ['inspection-office', 'discipline-commission'] as const)
      expect(states.map((state) => whyNoPaper(role, state))).toEqual(answers);
    for (const role of ['unit-clerk', 'county-leader', 'auditor'] as const)
      expect(states.map((state) => whyNoPaper(role, state))).toEqual(states.map(() => 'notAllowed'));
    expect(whyNoPaper('inspection-office', 'voided')).toBe('over');
  });
});
