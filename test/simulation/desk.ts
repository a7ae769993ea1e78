import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { TellerContext } from '../../web/teller/actions/context.ts';
import {
  askForCode,
  askForPaper,
  confirmReissue,
  type DeskDelegate,
  issuePaper,
  listDesk,
  paperTakes,
  readyCodes,
} from '../../web/teller/actions/serve-desk.ts';
import type { KeyedChance } from './keyed-chance.ts';

/** A delegate who comes to the desk, by the number on the list, for paper or for another voting card. */
export interface Visitor {
  readonly number: number;
  readonly wants: 'paper' | 'code';
  readonly comesAtMs: number;
  /** The teller who serves them; for what takes two, another one confirms. */
  readonly goesTo: Slot;
}

/** What a visitor leaves with, when the teller's page says that it is theirs. */
export interface HandedOver {
  /** A teller is about to hand out the paper that takes one of them. */
  readonly asks: (number: number) => void;
  readonly paper: (number: number) => void;
  readonly code: (number: number, code: string) => void;
}

/** Numbers of the list: those with a card come first, then those with a paper ballot, then those who have nothing yet. */
export interface Listed {
  readonly phones: number;
  readonly papers: number;
  readonly delegates: number;
}

const SOME_COME = 0.4;
const WITH_A_CARD = 0.35;
const WALK_INS = 2;
/** Is at the desk before anybody draws. */
const EARLY = 0.4;

/** In some meetings people come to the desk, from the arming until after the close. */
export function visitorsOf(
  chance: KeyedChance,
  listed: Listed,
  between: readonly [number, number],
): readonly Visitor[] {
  if (chance.number('desk') >= SOME_COME) return [];
  const { phones, papers, delegates } = listed;
  const owners = Array.from({ length: phones }, (_, place) => place + 1).filter(
    (number) => chance.number(`visitor ${number}`) < WITH_A_CARD,
  );
  const walkIns = Array.from({ length: Math.min(WALK_INS, delegates - phones - papers) }, (_, place) => place + 1);
  return [...owners, ...walkIns.map((place) => phones + papers + place)].map((number) => ({
    number,
    wants: number > phones || chance.number(`visitor ${number} paper`) < 0.5 ? 'paper' : 'code',
    comesAtMs:
      chance.number(`visitor ${number} early`) < EARLY
        ? between[0]
        : chance.integer(`visitor ${number} comes`, ...between),
    goesTo: chance.pick(`visitor ${number} goes to`, SLOTS),
  }));
}

/** The people at the desk, and the steps of the teller page by which a teller serves them. */
export class Desk {
  readonly #visitors: readonly Visitor[];
  readonly #handed: HandedOver;
  readonly #served = new Set<number>();
  /** By which way a paper ballot was asked for last, of those who wait for one. */
  readonly #asked = new Map<number, 'one-teller' | 'two-tellers'>();

  constructor(visitors: readonly Visitor[], handed: HandedOver) {
    this.#visitors = visitors;
    this.#handed = handed;
  }

  /** One look of a teller at the desk: serves their own visitors, and confirms what another teller's visitors want. */
  async serve(context: TellerContext, nowMs: number): Promise<void> {
    const waiting = this.#visitors.filter(({ number, comesAtMs }) => !this.#served.has(number) && comesAtMs <= nowMs);
    if (waiting.length === 0) return;
    const listed = await listDesk(context);
    if (!listed.ok) return;
    const ready = new Map((await readyCodes(context, listed.value)).map(({ made }) => [made.delegate, made.code]));
    for (const visitor of waiting) {
      const delegate = listed.value.find(({ number }) => number === visitor.number);
      if (delegate === undefined) continue;
      const code = ready.get(delegate.delegate);
      if (visitor.goesTo !== context.slot) await confirmWanted(context, visitor, delegate);
      else if (visitor.wants === 'paper') await this.#givePaper(context, delegate);
      else if (code === undefined) await askForCode(context, delegate);
      else this.#leave(visitor.number, () => this.#handed.code(visitor.number, code));
    }
  }

  async #givePaper(context: TellerContext, delegate: DeskDelegate): Promise<void> {
    const { number } = delegate;
    const takes = paperTakes(delegate);
    const asked = takes === 'nobody' ? this.#asked.get(number) : takes;
    if (asked === undefined) return;
    this.#asked.set(number, asked);
    if (asked === 'one-teller') this.#handed.asks(number);
    if (await isTheirs(context, delegate, asked)) this.#leave(number, () => this.#handed.paper(number));
  }

  #leave(number: number, withIt: () => void): void {
    if (this.#served.has(number)) return;
    this.#served.add(number);
    withIt();
  }
}

/** Whether the paper may be handed over: what one teller does, the server says again; what two do, the list shows when it is done. */
async function isTheirs(
  context: TellerContext,
  delegate: DeskDelegate,
  asked: 'one-teller' | 'two-tellers',
): Promise<boolean> {
  if (asked === 'one-teller') return (await issuePaper(context, delegate)).ok;
  if (delegate.standing === 'paper') return true;
  const answer = await askForPaper(context, delegate);
  return answer.ok && answer.value.isDone;
}

/** Another teller's proposal, if the visitor says that it is what they came for. */
async function confirmWanted(context: TellerContext, { wants }: Visitor, delegate: DeskDelegate): Promise<void> {
  const { pending } = delegate;
  if (pending !== null && pending.by !== context.slot && pending.as === wants) await confirmReissue(context, delegate);
}
