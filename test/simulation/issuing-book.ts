import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import type { IssuingFigures } from '../../shared/process/reconciliation.ts';
import type { Item } from './expressions.ts';
import type { MemoryEngine } from './memory-engine.ts';

const code = z.object({
  sk: z.string(),
  delegate: z.int(),
  state: z.enum(['live', 'drawn', 'dead']),
  drew: z.boolean().optional(),
});
type Code = z.output<typeof code>;

const agreed = z.object({ generation: z.int(), as: z.enum(['code', 'paper']), by: z.array(f.slot) });
const standing = z.object({
  sk: z.string(),
  codeHash: z.string().nullable(),
  paper: z.object({ by: z.array(f.slot), afterDrawing: z.boolean() }).nullable(),
  lastDone: agreed.nullable(),
});
type Standing = z.output<typeof standing>;

/** All that is stored of one delegate. */
interface Issued {
  readonly number: number;
  readonly codes: readonly Code[];
  /** Codes that a token was drawn with, alive or dead by now. */
  readonly tokens: number;
  readonly standing: Standing | undefined;
}

const areTwo = (by: readonly string[]): boolean => new Set(by).size >= 2;

/** Looks at what was issued to each delegate, and remembers who was given what, as their phones and the desk heard it. */
export class IssuingBook {
  readonly #engine: MemoryEngine;
  readonly #session: string;
  /** Codes given before the meeting, by delegate. */
  #given: ReadonlyMap<number, number> | undefined;
  /** Re-issues as a code that two tellers agreed on, by delegate. */
  readonly #agreed = new Map<number, Set<number>>();
  readonly #tokens = new Map<number, Set<string>>();
  readonly #papers = new Set<number>();
  #prepared = 0;

  constructor(engine: MemoryEngine, session: string) {
    this.#engine = engine;
    this.#session = session;
  }

  /** A phone of this delegate has a token. */
  drew(number: number, phone: string): void {
    this.#tokens.set(number, (this.#tokens.get(number) ?? new Set()).add(phone));
  }

  /** This delegate has a paper ballot in hand. */
  handedPaper(number: number): void {
    this.#papers.add(number);
  }

  /** Where more was issued than the rule allows, or was written down: one token or one paper ballot, and anything more by two tellers. */
  offences(): readonly string[] {
    const issued = this.#issued();
    if (this.#given === undefined) {
      this.#given = new Map(issued.map(({ number, codes }) => [number, codes.length]));
      this.#prepared = issued.filter(({ standing: now }) => now?.paper != null).length;
    }
    return issued.flatMap((each) => [
      ...this.#offencesOfCodes(each),
      ...this.#unrecorded(each),
      ...offencesOfPaper(each).map((offence) => `delegate ${each.number}: ${offence}`),
    ]);
  }

  /** What a delegate has in hand and nobody has written down. */
  #unrecorded({ number, tokens, standing: now }: Issued): readonly string[] {
    const [heard, hasPaper] = [this.#tokens.get(number)?.size ?? 0, this.#papers.has(number)];
    return [
      ...(heard > tokens ? [`delegate ${number} has a token that nobody issued`] : []),
      ...(hasPaper && now?.paper == null ? [`delegate ${number} has a paper ballot that nobody issued`] : []),
    ];
  }

  #offencesOfCodes({ number, codes, standing: now }: Issued): readonly string[] {
    const done = now?.lastDone ?? null;
    const generations = this.#agreed.get(number) ?? new Set();
    this.#agreed.set(number, generations);
    if (done?.as === 'code') generations.add(done.generation);
    const alive = codes.filter(({ state }) => state !== 'dead').map(({ sk }) => sk);
    const card = now?.codeHash ?? null;
    return [
      ...(done !== null && !areTwo(done.by) ? [`a re-issue to delegate ${number} by one teller`] : []),
      ...(codes.length > (this.#given?.get(number) ?? 0) + generations.size
        ? [`a code for delegate ${number} that nobody agreed on`]
        : []),
      ...(alive.join() === (card ?? '') ? [] : [`delegate ${number} has another code than the card’s`]),
    ];
  }

  /** What was handed out, counted one by one. */
  figures(): Omit<IssuingFigures, 'delegates'> {
    const issued = this.#issued();
    const papers = issued.flatMap(({ standing: now }) => now?.paper ?? []);
    const drawn = issued.filter(({ tokens }) => tokens > 0).length;
    return {
      drawn,
      reissued: issued.reduce((sum, { tokens }) => sum + tokens, 0) - drawn,
      papersIssued: papers.length,
      papersReissued: papers.filter(({ afterDrawing }) => afterDrawing).length,
    };
  }

  /** Where the figures that the meeting fixed are not what was handed out in the end, or the box has more than that. */
  unreconciled(fixed: IssuingFigures, box: { readonly electronic: number; readonly paper: number }): readonly string[] {
    const own = this.figures();
    const { drawn, reissued, papersIssued } = fixed;
    const differing = Object.entries(own).filter(([name, value]) => fixed[name as keyof typeof own] !== value);
    return [
      ...differing.map(([name, value]) => `${name} is ${value}`),
      ...(box.electronic > drawn + reissued ? ['more ballots than tokens'] : []),
      ...(box.paper > papersIssued ? ['more paper than was issued'] : []),
    ];
  }

  /** What was handed out since the first look. */
  get atTheDesk(): { readonly papers: number; readonly codes: number; readonly papersAfterDrawing: number } {
    const { papersIssued, papersReissued } = this.figures();
    const codes = [...this.#agreed.values()].reduce((sum, generations) => sum + generations.size, 0);
    return { papers: papersIssued - papersReissued - this.#prepared, codes, papersAfterDrawing: papersReissued };
  }

  #issued(): readonly Issued[] {
    const codes = this.#items(`CODES#${this.#session}`).map((item) => code.parse(item));
    const standings = this.#items(`SESSION#${this.#session}`)
      .filter(({ sk }) => String(sk).startsWith('STANDING#'))
      .map((item) => standing.parse(item));
    const byNumber = new Map(standings.map((each) => [Number(each.sk.slice('STANDING#'.length)), each]));
    const numbers = new Set([...byNumber.keys(), ...codes.map(({ delegate }) => delegate)]);
    return [...numbers].map((number) => {
      const own = codes.filter(({ delegate }) => delegate === number);
      const tokens = own.filter(({ state, drew }) => state === 'drawn' || drew === true).length;
      return { number, codes: own, tokens, standing: byNumber.get(number) };
    });
  }

  #items(partition: string): readonly Item[] {
    return this.#engine.partition('Registry', partition);
  }
}

function offencesOfPaper({ tokens, standing: now, codes }: Issued): readonly string[] {
  const paper = now?.paper ?? null;
  if (paper === null) return [];
  const isByTheRule = paper.afterDrawing ? areTwo(paper.by) && tokens > 0 : paper.by.length === 1 && tokens === 0;
  return [
    ...(isByTheRule ? [] : [`paper by ${paper.by.join()}, with ${tokens} tokens`]),
    ...(codes.some(({ state }) => state === 'live') ? ['paper, and a code that lives'] : []),
  ];
}
