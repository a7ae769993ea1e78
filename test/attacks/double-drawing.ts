import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Issuing } from '../../functions/store/issuing.ts';
import { Registry } from '../../functions/store/registry.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { openStage, type Stage, wordOf } from './ground/stage.ts';

/** Registers whose codes forget that they were drawn: the write is lost. */
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

/** An engine on which every write to an item that is there meets its condition. */
const writingAlways = (client: DynamoDBDocumentClient): DynamoDBDocumentClient =>
  new Proxy(client, {
    get: (target, name) =>
      name === 'send' ? (command: UpdateCommand) => target.send(unconditional(command)) : Reflect.get(target, name),
  });

function unconditional(command: UpdateCommand): UpdateCommand {
  if (!(command instanceof UpdateCommand)) return command;
  // Kept beside what is always true: the engine refuses values that no expression uses.
  const ConditionExpression = `(${command.input.ConditionExpression}) OR attribute_exists(pk)`;
  return new UpdateCommand({ ...command.input, ConditionExpression });
}

const PHONES = 12;

/** As many functions as phones, all of which have read the code before any goes on. */
function readingTogether(registry: Registry): Registry {
  const { issuing } = registry;
  const readCode = issuing.readCode.bind(issuing);
  const allHaveRead = Promise.withResolvers<void>();
  let reads = 0;
  issuing.readCode = async (...place) => {
    const code = await readCode(...place);
    reads += 1;
    if (reads === PHONES) allHaveRead.resolve();
    await allHaveRead.promise;
    return code;
  };
  return registry;
}

/** Whoever draws first, its function dies: between read and write, or between write and answer. */
type Death = 'before-the-write' | 'after-the-write';
function dyingOnce(registry: Registry, death: Death): Registry {
  return drawingFirst(registry, async (draw) => {
    if (death === 'after-the-write') await draw();
    throw new Error('the function died');
  });
}

/** Functions that answer and write then; the first dies in between. */
const answeringFirst = (registry: Registry): Registry => drawingFirst(registry, async () => true);

/** What becomes of the first drawing; every other one is as it is. */
function drawingFirst(registry: Registry, first: (draw: () => Promise<boolean>) => Promise<boolean>): Registry {
  const { issuing } = registry;
  const draw = issuing.draw.bind(issuing);
  let drawings = 0;
  issuing.draw = async (...drawing) => {
    drawings += 1;
    return drawings === 1 ? first(() => draw(...drawing)) : draw(...drawing);
  };
  return registry;
}

const registryOf = (made: typeof Registry) => (ground: Ground) => new made(ground.tables.client, 'Registry');
const registryWritingAlways = ({ tables }: Ground) => new Registry(writingAlways(tables.client), 'Registry');
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
  return signatures.size > 1
    ? gained(`${signatures.size} tokens of one code`)
    : stopped([...refusals].sort().join(' and '));
};

/** Every phone asks with a message of its own; one more asks when all were answered. */
async function drawTogether(ground: Ground, registry: Registry): Promise<Outcome> {
  const deps = { registry: readingTogether(registry) };
  const stage = await openStage(ground, { state: 'armed', cards: 1, deps });
  const code = stage.cards[0]?.code ?? '';
  const answers = await Promise.all(Array.from({ length: PHONES }, () => draw(stage, code)));
  const late = await draw(stage, code);
  if (late !== 'code-used') throw new Error(`nothing was written: who came late got ${late}`);
  return judge(answers);
}

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
      weakened: registryWritingAlways,
      play: async (registry, ground) => drawTogether(ground, registry),
    }),
    attempt({
      title: 'the function dies before the write, and the card is asked for with other messages',
      stoppedBy: 'code-used and unexpected',
      weakness: 'the order, the answer after the write',
      product: (ground) => dyingOnce(registryOf(Registry)(ground), 'before-the-write'),
      weakened: (ground) => answeringFirst(registryOf(Registry)(ground)),
      play: async (registry, ground) => {
        const stage = await openStage(ground, { state: 'armed', cards: 1, deps: { registry } });
        const code = stage.cards[0]?.code ?? '';
        return judge([await draw(stage, code), await draw(stage, code), await draw(stage, code)]);
      },
    }),
    attempt({
      title: 'twelve phones draw with one card at once, and the function of one dies after its write',
      stoppedBy: 'code-used and unexpected',
      weakness: 'the condition of the write',
      product: registryOf(Registry),
      weakened: registryWritingAlways,
      play: async (registry, ground) => drawTogether(ground, dyingOnce(registry, 'after-the-write')),
    }),
  ],
};
