import { Issuing } from '../../functions/store/issuing.ts';
import { Registry } from '../../functions/store/registry.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { openStage, type Stage, wordOf } from './ground/stage.ts';

/** Registers whose codes forget that they were drawn: the write is lost, or without its condition. */
class ForgetfulIssuing extends Issuing {
  override async draw(): Promise<boolean> {
    return true;
  }
}
class ForgetfulRegistry extends Registry {
  override readonly issuing: Issuing;

  constructor(...given: ConstructorParameters<typeof Registry>) {
    super(...given);
    this.issuing = new ForgetfulIssuing(...given);
  }
}

/** Whatever draws, its function dies once: between read and write, or between write and answer. */
type Death = 'before-the-write' | 'after-the-write';
function dyingOnce(registry: Registry, death: Death): Registry {
  const { issuing } = registry;
  const draw = issuing.draw.bind(issuing);
  let deaths = 0;
  const dying: Issuing['draw'] = async (...drawing) => {
    deaths += 1;
    if (deaths > 1) return draw(...drawing);
    if (death === 'after-the-write') await draw(...drawing);
    throw new Error('the function died');
  };
  issuing.draw = dying;
  return registry;
}

const registryOf = (made: typeof Registry) => (ground: Ground) => new made(ground.tables.client, 'Registry');
/** Below any modulus of 2048 bits. */
const newBlinded = (): string => {
  const bytes = platformRandom(256);
  bytes[0] = 1;
  return toB64u(bytes);
};

async function draw({ hall, session }: Stage, code: string, blinded = newBlinded()) {
  const { answer, problem } = await hall.send('checkIn', { session: session.id, code, blinded });
  return answer?.blindSignature ?? wordOf(problem);
}

const BLIND_SIGNATURE = /^[\w-]{342}$/;

/** Two signatures under one code are two ballots. */
const judge = (answers: readonly string[]): Outcome => {
  const signatures = new Set(answers.filter((answer) => BLIND_SIGNATURE.test(answer)));
  const refusals = new Set(answers.filter((answer) => !BLIND_SIGNATURE.test(answer)));
  return signatures.size > 1 ? gained(`${signatures.size} tokens of one code`) : stopped([...refusals].join(' and '));
};

export const doubleDrawing: Attack = {
  target: 'one token a code',
  attacker: 'a delegate',
  holds: 'a voting card, and programs that ask many times, at once or after a fault',
  wants: 'two tokens, and with them two ballots',
  attempts: [
    attempt({
      title: 'the card is asked for again with another message',
      stoppedBy: 'code-used',
      weakness: 'the note that the code was drawn',
      product: registryOf(Registry),
      weakened: registryOf(ForgetfulRegistry),
      play: async (registry, ground) => {
        const stage = await openStage(ground, { state: 'armed', cards: 1, deps: { registry } });
        const code = stage.cards[0]?.code ?? '';
        return judge([await draw(stage, code), await draw(stage, code)]);
      },
    }),
    attempt({
      title: 'twelve phones draw with one card at once',
      stoppedBy: 'code-used',
      weakness: 'the condition of the write',
      product: registryOf(Registry),
      weakened: registryOf(ForgetfulRegistry),
      play: async (registry, ground) => {
        const stage = await openStage(ground, { state: 'armed', cards: 1, deps: { registry } });
        const code = stage.cards[0]?.code ?? '';
        return judge(await Promise.all(Array.from({ length: 12 }, () => draw(stage, code))));
      },
    }),
    ...(['before-the-write', 'after-the-write'] as const).map((death) =>
      attempt({
        title: `the function dies ${death.replaceAll('-', ' ')}, and the card is asked for with other messages`,
        stoppedBy: 'unexpected and code-used',
        weakness: 'the note that the code was drawn',
        product: registryOf(Registry),
        weakened: registryOf(ForgetfulRegistry),
        play: async (registry, ground) => {
          const deps = { registry: dyingOnce(registry, death) };
          const stage = await openStage(ground, { state: 'armed', cards: 1, deps });
          const code = stage.cards[0]?.code ?? '';
          return judge([await draw(stage, code), await draw(stage, code), await draw(stage, code)]);
        },
      }),
    ),
  ],
};
