import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Embedded } from '../../../infra/local/embedded.ts';
import type { Sample } from '../../../infra/local/prepare-sample.ts';
import type { Ask } from '../../../infra/local/sample/ask.ts';
import { specOf } from '../../../shared/contract/operations.ts';
import { buildPages } from '../../../web/build.ts';
import type { Ground } from './ground.ts';
import { link } from './linking.ts';
import { onceAGround } from './once-a-ground.ts';
import { withTexts } from './text-fields.ts';

/** Runs where a text is taken for HTML; the shorter ones show it, for fields that have no room. */
const SCRIPTS = [
  `"><img src=x id=ran onerror="globalThis.ran=1"><svg id=ran onload=globalThis.ran=1></svg></script><script>globalThis.ran=1</script>`,
  '<img src=x id=ran onerror=globalThis.ran=1>',
  '<a id=ran>',
];

/** Fields that are no texts for people: what else stands there is unknown, and refused. */
const KEYS = [
  'checkIn.code',
  'drawOpinionProof.code',
  'confirmItem.sources[].subject',
  'confirmItem.sources[].indicator',
];
/** Digits alone, which the function checks and not the contract; and names by which the sample finds its people again. */
const LEFT = ['saveNomination.candidates[].phone', 'saveNomination.candidates[].name'];

/** Who leaves an opinion with a name, where the sample has none. */
const SOMEBODY = { name: '某人', contact: '电话' };

/** Asks as before, with a script at the end of every text that has room for one: the longest that is taken. */
export const scripting =
  (ask: Ask, covered: Set<string>): Ask =>
  async (actor, id, asked) => {
    const { request: shape } = specOf(id);
    const request = 'named' in asked && asked.named === null ? { ...asked, named: SOMEBODY } : asked;
    for (const [place] of SCRIPTS.entries()) {
      const paths: string[] = [];
      const scripted = withTexts(shape, request, id, (text, path, field) => {
        const isText = ![...KEYS, ...LEFT].includes(path);
        const scripts = isText ? SCRIPTS.slice(place).map((script) => text + script) : [];
        const fitting = scripts.find((each) => z.safeParse(field, each).success);
        if (fitting !== undefined) paths.push(path);
        return fitting ?? text;
      });
      if (paths.length === 0 || !z.safeParse(shape, scripted).success) continue;
      try {
        const answer = await ask(actor, id, scripted as typeof request);
        for (const path of paths) covered.add(path);
        return answer;
      } catch {
        // Refused for its length, or for what a function takes beyond the contract: a shorter one may be taken.
      }
    }
    return ask(actor, id, asked);
  };

export interface ScriptedCounty {
  readonly sample: Sample;
  readonly embedded: Embedded;
  /** Fields that had a script in them, as `operation.field`. */
  readonly covered: ReadonlySet<string>;
}

const PAGES = ['console', 'hall', 'opinion', 'read', 'teller', 'verify', 'vote'];

/** The sample's county, lived through with scripts in its texts, and all its pages. */
export const scriptedCounty = onceAGround(async (ground: Ground): Promise<ScriptedCounty> => {
  const covered = new Set<string>();
  const { startEmbedded } = await link('infra/local/embedded.ts', {
    'infra/local/sample/ask-functions.ts': {
      askFunctions: (original) => (of) => scripting(original.askFunctions(of), covered),
    },
  });
  const pages = await mkdtemp(join(tmpdir(), 'shuangshu-scripted-'));
  ground.site.onEnd(() => rm(pages, { recursive: true, force: true }));
  await buildPages(pages, PAGES);
  const embedded = await startEmbedded({ county: 'tuanfeng', pages });
  ground.site.onEnd(() => embedded.close());
  return { embedded, covered, sample: await embedded.prepareSample() };
});
