import { type Attempt, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { sendText } from './ground/send-text.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

/** A product, and how it hears of a body before it is sent. */
interface Reader {
  readonly product: Product;
  readonly hear: (body: string) => void;
}

/** Verifies a closing time as those read it who keep the first of two fields, and sets it as `JSON.parse` does. */
const verifyingTheFirst = onceAGround(async (): Promise<Reader> => {
  let heard = '';
  const linked = await productWithout({
    'shared/protocol/teller-request.ts': {
      verifyTellerRequest: (original) => (point, context, request) => {
        const closesAt = Number(/"closesAt":(\d+)/.exec(heard)?.[1]);
        return original.verifyTellerRequest(point, context, {
          ...request,
          payload: { ...Object(request.payload), closesAt },
        });
      },
    },
  })();
  return {
    product: linked,
    hear: (body) => {
      heard = body;
    },
  };
});

/** Bodies that hold what was signed first, and what was not second. */
const DOUBLED: Readonly<
  Record<string, (body: string, times: { readonly signed: string; readonly forged: string }) => string>
> = {
  'its closing time twice': (body, { signed, forged }) => body.replace(signed, `${signed},${forged}`),
  'its closing time twice, the second in escapes': (body, { signed, forged }) =>
    body.replace(signed, `${signed},${forged.replace('closesAt', 'clos\\u0065sAt')}`),
  'its payload twice': (body, { signed, forged }) => {
    const [payload = ''] = /"payload":\{[^}]*\}/.exec(body) ?? [];
    return body.replace(payload, `${payload},${payload.replace(signed, forged)}`);
  },
};

async function closeEarlier(
  { product, hear }: Reader,
  ground: Ground,
  write: (typeof DOUBLED)[string],
): Promise<Outcome> {
  const { hall, session } = await product.openStage(ground, { state: 'voting' });
  const [signedMs, forgedMs] = [hall.nowMs + 3_600_000, hall.nowMs + 20_000];
  const payload = { manifestHash: session.hash, closesAt: signedMs };
  const { session: id, ...request } = await session.signed('discipline', 'setClosingTime', payload);
  const times = { signed: `"closesAt":${signedMs}`, forged: `"closesAt":${forgedMs}` };
  const body = write(JSON.stringify(request), times);
  hear(body);
  const sent = await sendText(hall, { id: 'setClosingTime', session: id, body });
  const { closesAt } = await session.head();
  if (closesAt === forgedMs) return gained('a closing time that no teller signed');
  return stopped('refused' in sent ? sent.refused : 'the time that was signed');
}

/** What a teller signed, sent on with something that was not signed. */
export const signedInOtherForms: readonly Attempt[] = Object.entries(DOUBLED).map(([named, write]) =>
  attempt<Reader>({
    title: `a teller’s request is sent on with ${named}, an earlier one behind the signed one`,
    stoppedBy: 'signature-invalid',
    weakness: 'one reading for the signature and for the deed',
    product: () => ({ product: productAsItIs(), hear: () => undefined }),
    weakened: verifyingTheFirst,
    play: (reader, ground) => closeEarlier(reader, ground, write),
  }),
);
