import { checkBox } from '../../shared/protocol/box-check.ts';
import { parseBundleText } from '../../shared/protocol/bundle-text.ts';
import { concat, toB64u } from '../../shared/protocol/bytes.ts';
import { checkBundle } from '../../shared/protocol/check-bundle.ts';
import { platformRandom, vectors } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, stopped } from './attack.ts';
import { castInOtherForms } from './encodings-cast.ts';
import { sentInOtherForms } from './encodings-sent.ts';
import { signedInOtherForms } from './encodings-signed.ts';
import { oneLayout, strictBase64 } from './ground/loose-forms.ts';
import { formsIn, OTHER_TEXTS, type OtherText } from './ground/other-forms.ts';
import { wordOf } from './ground/stage.ts';
import { productAsItIs } from './ground/stages.ts';
import { twinArmings } from './twin-arming.ts';

interface Texts {
  readonly signatures: readonly { readonly slot: string; readonly signature: string }[];
}

const bundleText = (): string => JSON.stringify(vectors.bundle);

/** The published file with the first signature in another form. */
function rewritten(variant: OtherText): unknown {
  const bundle: Texts = JSON.parse(bundleText());
  const signatures = bundle.signatures.map((each) =>
    'signature' in each ? { ...each, signature: OTHER_TEXTS[variant](each.signature) } : each,
  );
  return { ...bundle, signatures };
}

/** What a reader of JSON that keeps the first of two fields shows as the outcome. */
const firstOutcome = (text: string): string | undefined => /"outcome":"(\w+)"/.exec(text)?.[1];

export const encodings: Attack = {
  target: 'one form for every value',
  attacker: 'a delegate with a program of their own; whoever passes a request or a published file on',
  holds: 'a token and its ballots, a teller’s signed request on its way, or the result file',
  wants:
    'a second ballot or receipt from one token; a ballot, a drawing or a signature taken in another form; a request that does what nobody signed; a ballot that casting takes and the tellers refuse, to stop the count; two files that differ and are both verified, or one meeting under two check codes',
  attempts: [
    attempt({
      title: 'a ballot with bytes behind it is put into the box, where it would stop every teller',
      stoppedBy: 'ballot-malformed',
      product: productAsItIs,
      ...oneLayout,
      play: async (product, ground) => {
        const { hall, session } = await product.openStage(ground, { state: 'voting' });
        const { manifest, manifestHash } = session;
        const ballot = concat(await session.seal(10), platformRandom(16));
        const { answer, problem } = await hall.send('castBallot', { session: session.id, ballot: toB64u(ballot) });
        if (answer === undefined) return stopped(wordOf(problem));
        const ballots = await hall.deps.ballotBox.readBallots(session.id);
        const { defects } = await checkBox({ manifest, manifestHash, ballots });
        return gained(`a box that no teller signs: ${defects.map(({ code }) => code).join()}`);
      },
    }),
    ...formsIn(OTHER_TEXTS).map((variant) =>
      attempt({
        title: `a published signature is written with ${variant}`,
        stoppedBy: 'a defect',
        product: productAsItIs,
        ...strictBase64,
        play: async ({ checkBundle: check }) => {
          const file = rewritten(variant);
          if (JSON.stringify(file) === bundleText()) return stopped('the same file');
          const { defects } = await check(file);
          return defects.length === 0 ? gained('another file that is verified') : stopped('a defect');
        },
      }),
    ),
    attempt<(text: string) => unknown>({
      title: 'a result file names its result twice, a forged one before the true one',
      stoppedBy: 'SyntaxError',
      weakness: 'the rule that a field stands once',
      product: () => parseBundleText,
      weakened: () => JSON.parse,
      play: async (read) => {
        const forged = JSON.stringify({ ...Object(vectors.bundle['result']), outcome: 'forged' });
        const text = bundleText().replace('"result":', `"result":${forged},"result":`);
        if (firstOutcome(text) !== 'forged') throw new Error('the forged result is not the first');
        try {
          const { defects } = await checkBundle(read(text));
          return defects.length === 0 ? gained('a verified file that shows another result') : stopped('a defect');
        } catch (error) {
          if (error instanceof SyntaxError) return stopped(error.name);
          throw error;
        }
      },
    }),
    ...sentInOtherForms,
    ...castInOtherForms,
    ...signedInOtherForms,
    ...twinArmings,
  ],
};
