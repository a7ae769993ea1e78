import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { MeantBallot } from '../rehearsal/counter.ts';
import type { Cloud } from './cloud.ts';
import { Desk, type Visitor } from './desk.ts';
import { type Issue, SCORES_PER_BALLOT } from './issued-tokens.ts';
import type { KeyedChance } from './keyed-chance.ts';
import { type PhoneOptions, playPhone } from './phone.ts';
import type { World } from './process.ts';
import { Task } from './scheduler.ts';
import { MANNERS, type Manner, SimulatedTeller } from './teller.ts';
import type { Witness } from './witness.ts';

/** What a meeting is played with, once it is prepared. */
export interface Meeting {
  readonly world: World;
  readonly cloud: Cloud;
  readonly issue: Issue;
  readonly witness: Witness;
  /** On the cards, by the delegates' numbers. */
  readonly codes: readonly string[];
  /** Paper ballots that were filled in; grows with those that the desk hands out. */
  readonly pile: MeantBallot[];
  readonly visitors: readonly Visitor[];
  /** By the simulated clock. */
  readonly opensAtMs: number;
  readonly closesAtMs: number;
}

/** A phone that will be in the hall; `place`: of its secrets among those of the meeting. */
type Bearer = Pick<PhoneOptions, 'name' | 'code' | 'delegate' | 'isLost' | 'isAtOnce'> & { readonly place: number };

/** Whoever hurries tries more doors than the others. */
const ODD_MANNERS = [...MANNERS, 'hurries', 'hurries', 'hurries'] as const;
const NO_OPINION = 255;

/** A paper ballot as somebody fills it in. */
export const filledIn = (chance: KeyedChance, name: string): MeantBallot =>
  Array.from({ length: SCORES_PER_BALLOT }, (_, column) => {
    const score = chance.integer(`${name} ${column}`, 0, 11);
    return score === 11 ? null : score;
  });

/** The people of one meeting: phones, three tellers, and who comes to their desk. */
export class Hall {
  readonly #meeting: Meeting;
  readonly #desk: Desk;
  readonly #firstPlace: number;
  /** Phones that draw while their owner is given paper, by the delegate's number. */
  readonly #racing = new Map<number, Bearer>();

  constructor(meeting: Meeting) {
    this.#meeting = meeting;
    this.#firstPlace = meeting.world.chance.integer('first of the pool', 0, 23);
    this.#desk = new Desk(meeting.visitors, {
      asks: (number) => this.#race(number),
      paper: (number) => this.#fillIn(number),
      code: (number, code) => this.#bear(this.#anotherPhone(number, code)),
    });
  }

  /** Everybody begins; gives the manners of the tellers. */
  start(): readonly Manner[] {
    for (const bearer of this.#bearers()) this.#bear(bearer);
    return this.#startTellers();
  }

  /** What throws in a phone or a teller is a finding like any other. */
  #begin(task: Task, name: string, code: () => Promise<void>): void {
    const { world, witness } = this.#meeting;
    world.scheduler.after(0, () =>
      task.start(async () => {
        try {
          await code();
        } catch (error) {
          witness.complain('the-meeting-ends', `${name} stopped: ${error instanceof Error ? error.stack : 'unknown'}`);
        }
      }),
    );
  }

  /** Every card has its phone, unless it was lost before; some cards have a second one, of somebody who copied the code. */
  #bearers(): readonly Bearer[] {
    const { codes, world } = this.#meeting;
    const { chance } = world;
    const owners = codes.map((code, place) => ({ name: `phone ${place + 1}`, code, place, delegate: place + 1 }));
    const thieves = owners
      .filter(({ name }) => chance.number(`${name} copied`) < 0.15)
      .map((owner) => ({ ...owner, name: `copy of ${owner.name}`, place: owner.place + codes.length }));
    return [...owners.flatMap((owner) => this.#asVisitor(owner)), ...thieves];
  }

  /**
   * Whoever goes to the desk has no phone any more, or has it all the same. In between are those who lost it after they drew, and those
   * who want paper and draw in the same moment.
   */
  #asVisitor(owner: Bearer): readonly Bearer[] {
    const visitor = this.#meeting.visitors.find(({ number }) => number === owner.delegate);
    if (visitor === undefined) return [owner];
    const fate = this.#meeting.world.chance.number(`${owner.name} lost`);
    if (fate < 0.3) return [];
    if (fate >= 0.7) return [owner];
    if (visitor.wants === 'code') return [{ ...owner, isLost: true }];
    this.#racing.set(owner.delegate, { ...owner, isAtOnce: true });
    return [];
  }

  #race(number: number): void {
    const bearer = this.#racing.get(number);
    this.#racing.delete(number);
    if (bearer !== undefined) this.#bear(bearer);
  }

  #anotherPhone(number: number, code: string): Bearer {
    const place = number - 1 + 2 * this.#meeting.codes.length;
    return { name: `phone ${number} again`, code, place, delegate: number };
  }

  #bear({ place, ...bearer }: Bearer): void {
    const { world, cloud, issue, witness, closesAtMs } = this.#meeting;
    const { chance, scheduler } = world;
    const { name } = bearer;
    const task = new Task(scheduler);
    const manner = chance.number(`${name} twice`) < 0.2 ? 'twice' : 'once';
    const castsAtMs = lastMomentOf(chance, name, closesAtMs);
    const call = cloud.line(task, name);
    this.#begin(task, name, async () => {
      const secrets = await issue.phone(this.#firstPlace + place);
      return playPhone({ ...bearer, task, call, chance, witness, issue, secrets, manner, castsAtMs });
    });
  }

  /** Paper that is handed over after the close stays empty. */
  #fillIn(number: number): void {
    const { witness, pile, world } = this.#meeting;
    witness.issuing.handedPaper(number);
    if (witness.isBeforeClose) pile.push(filledIn(world.chance, `paper of ${number}`));
  }

  /** At most one of the three is not honest: two are what the protocol asks for. */
  #startTellers(): readonly Manner[] {
    const { world, cloud, issue, pile, opensAtMs, closesAtMs } = this.#meeting;
    const { chance, scheduler } = world;
    const odd = chance.pick('odd teller', SLOTS);
    const oddManner = chance.pick('odd manner', ODD_MANNERS);
    const vanishing: Slot | undefined = oddManner.startsWith('vanishes') ? odd : undefined;
    const paper = () => pile.map((row) => row.map((score) => score ?? NO_OPINION));
    return SLOTS.map((slot) => {
      const task = new Task(scheduler);
      const manner = slot === odd ? oddManner : 'honest';
      const call = cloud.line(task, slot);
      const plan = { opensAtMs, closesAtMs, vanishing, paper, desk: this.#desk };
      this.#begin(task, slot, () =>
        new SimulatedTeller({ slot, manner, task, scheduler, call, chance, issue, ...plan }).play(),
      );
      return manner;
    });
  }
}

/** Some cast in the last seconds, some too late; most when they have scored. */
function lastMomentOf(chance: KeyedChance, name: string, closesAtMs: number): number | undefined {
  const when = chance.number(`${name} to the last`);
  if (when < 0.25) return closesAtMs - chance.integer(`${name} last`, -1_000, 5_000);
  return when < 0.4 ? closesAtMs + chance.integer(`${name} late`, 1_000, 20_000) : undefined;
}
