import * as z from 'zod';
import type { Actor, Ask } from '../../../infra/local/sample/ask.ts';
import { type RequestOf, specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { textFields, withTexts } from './text-fields.ts';

const FIELDS = textFields();
/** Every script is told from those of other fields by its id: the field's place in the contract. */
const idOf = (path: string): string => {
  const place = FIELDS.indexOf(path);
  if (place === -1) throw new Error(`${path} is no text of the contract`);
  return `ran-${place}`;
};
/** Found in every script, wherever its text is shown. */
export const SCRIPT_ID = /id='?ran-(\d+)/g;

/** The field of a script that was found by its id. */
export const fieldOf = (place: number): string => FIELDS[place] ?? '';

/** Runs where a text is taken for HTML; the shorter ones show it, for fields that have no room. */
const scriptsFor = (path: string): readonly string[] => {
  const id = idOf(path);
  return [
    `"><img src=x id='${id}' onerror="globalThis.ran=1"><svg id=${id} onload=globalThis.ran=1></svg></script><script>globalThis.ran=1</script>`,
    `<img src=x id='${id}' onerror=globalThis.ran=1>`,
    `<a id=${id}>`,
  ];
};
const hasScript = (text: string): boolean => text.search(SCRIPT_ID) !== -1;

/** A short text with a script that is no longer than it has to be, without a space, for names lose theirs. */
export const scriptedName = (path: string, name: string): string => `${name}<a/id=${idOf(path)}>`;
/** With its ending where it belongs, for what a file is must be told from its name. */
export const scriptedFileName = (path: string, name: string): string =>
  `<img src=x id='${idOf(path)}' onerror=globalThis.ran=1>${name}`;

/** Texts that are as they stand: no words for people, or names by which the sample finds its people again. */
const LEFT = [
  'checkIn.code',
  'drawOpinionProof.code',
  'confirmItem.sources[].subject',
  'confirmItem.sources[].indicator',
  'saveNomination.candidates[].phone',
  'saveNomination.candidates[].name',
];

/** Who leaves an opinion with a name, where the sample has none. */
const SOMEBODY = { name: '某人', contact: '电话' };

/** Fields in which a script was taken, `operation.field`, each with the fields that the script was made for. */
export type Taken = Map<string, ReadonlySet<string>>;

/**
 * Asks as before, with a script at the end of every text that has none yet and room for one: the longest that is taken. Each text that
 * was taken with a script is noted as `operation.field`, with the fields whose scripts it carried: what was written by one operation may
 * come back by another.
 */
export const scripting =
  (ask: Ask, taken: Taken): Ask =>
  async (actor, id, asked) => {
    const { request: shape } = specOf(id);
    const wantsName = id === 'leaveOpinion' || id === 'recordOpinion';
    const request = wantsName && 'named' in asked && asked.named === null ? { ...asked, named: SOMEBODY } : asked;
    for (const shortest of [0, 1, 2]) {
      const scripted = withTexts(shape, request, id, (text, path, field) => {
        if (LEFT.includes(path) || hasScript(text)) return text;
        const all = scriptsFor(path)
          .slice(shortest)
          .map((script) => text + script);
        return all.find((each) => z.safeParse(field, each).success) ?? text;
      });
      if (!z.safeParse(shape, scripted).success) continue;
      try {
        const answer = await ask(actor, id, scripted as typeof request);
        note(taken, scriptsIn(id, scripted));
        return answer;
      } catch (error) {
        // Refused for its length, or for what a function takes beyond the contract: a shorter one may be taken.
        if (!isRefusal(error)) throw error;
      }
    }
    const answer = await ask(actor, id, asked);
    note(taken, scriptsIn(id, asked));
    return answer;
  };

/** As the sample's `ask` throws it; anything else is a fault. */
const isRefusal = (error: unknown): boolean => error instanceof Error && error.message.includes('was refused with');

/** Which fields had a script, and whose. */
function scriptsIn(id: OperationId, request: unknown): Taken {
  const found: Taken = new Map();
  withTexts(specOf(id).request, request, id, (text, path) => {
    const whose = [...text.matchAll(SCRIPT_ID)].map(([, place]) => fieldOf(Number(place)));
    if (whose.length > 0) note(found, new Map([[path, new Set(whose)]]));
    return text;
  });
  return found;
}

function note(taken: Taken, more: Taken): void {
  for (const [path, whose] of more) taken.set(path, new Set([...(taken.get(path) ?? []), ...whose]));
}

/** Asks for what must be refused for a script in it, and notes where it stood. */
export async function refusing<Id extends OperationId>(
  { ask, refused }: { readonly ask: Ask; readonly refused: Set<string> },
  [actor, id, request]: readonly [Actor, Id, RequestOf<Id>],
): Promise<void> {
  const paths = [...scriptsIn(id, request).keys()];
  if (paths.length === 0) throw new Error(`${id} is asked without a script`);
  const error = await ask(actor, id, request).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isRefusal(error)) throw new Error(`${id} did not refuse a script where a key or a number belongs`);
  for (const path of paths) refused.add(path);
}
