import type { BundleDefectCode } from '../../../shared/protocol/check-bundle.ts';
import { altered, type Path, resigned, type Tampered, textOf } from './tampering.ts';
import { vectors } from './vectors.ts';

type List = readonly unknown[];

/** What somebody does to a list. */
const DEEDS = {
  less: (list: List) => list.slice(0, -1),
  more: (list: List) => [...list, list.at(-1)],
  exchanged: ([first, second, ...others]: List) => [second, first, ...others],
  reversed: (list: List) => list.toReversed(),
  emptied: () => [],
} as const;
type Deed = keyof typeof DEEDS;

/** By deed, what must be named, the path after that of the list; a deed that is not listed leaves nothing that a file shows. */
type Named = { readonly [deed in Deed]?: readonly [code: BundleDefectCode, where: string] | undefined };

const all = (code: BundleDefectCode, where: string): Named =>
  Object.fromEntries(Object.keys(DEEDS).map((deed) => [deed, [code, where]]));

const OF_ANOTHER_FORM = ['wrong-signature', 'arming[0].signature'] as const;

/** Lists of the public bundle (docs/protocol.md §7). The board of the vectors has 20 receipts, the first subject three indicators. */
const PUBLIC: readonly (readonly [path: Path, named: Named])[] = [
  [
    ['manifest', 'subjects'],
    {
      less: OF_ANOTHER_FORM,
      more: ['repeated-id', 'manifest.subjects[3].id'],
      exchanged: OF_ANOTHER_FORM,
      reversed: OF_ANOTHER_FORM,
      emptied: ['wrong-value', 'manifest.subjects'],
    },
  ],
  [
    ['manifest', 'subjects', 0, 'indicators'],
    {
      less: OF_ANOTHER_FORM,
      more: ['repeated-id', 'manifest.subjects[0].indicators[3].id'],
      exchanged: OF_ANOTHER_FORM,
      reversed: OF_ANOTHER_FORM,
      emptied: ['wrong-value', 'manifest.subjects[0].indicators'],
    },
  ],
  [
    ['manifest', 'tellers'],
    {
      less: ['wrong-value', 'manifest.tellers'],
      more: ['repeated-key', 'manifest.tellers[3].sign'],
      exchanged: ['wrong-value', 'manifest.tellers[0].slot'],
      reversed: ['wrong-value', 'manifest.tellers[2].slot'],
      emptied: ['wrong-value', 'manifest.tellers'],
    },
  ],
  [
    ['arming'],
    {
      less: ['wrong-slots', 'arming'],
      more: ['wrong-slots', 'arming'],
      exchanged: ['wrong-slots', 'arming[0].slot'],
      reversed: ['wrong-slots', 'arming[2].slot'],
      emptied: ['wrong-slots', 'arming'],
    },
  ],
  [
    ['board'],
    {
      less: ['another-board', 'result.boardRoot'],
      more: ['not-a-board', 'board[20]'],
      exchanged: ['not-a-board', 'board[1]'],
      reversed: ['not-a-board', 'board[1]'],
      emptied: ['wrong-count', 'result.counts.electronic'],
    },
  ],
  // Who opened the box, two of the three or all, is what the tellers signed.
  [['result', 'openedBy'], { ...all('wrong-slots', 'result.openedBy'), less: undefined }],
  [
    ['result', 'subjects'],
    {
      less: ['wrong-subjects', 'result.subjects'],
      more: ['wrong-subjects', 'result.subjects'],
      exchanged: ['wrong-subjects', 'result.subjects[0].id'],
      reversed: ['wrong-subjects', 'result.subjects[2].id'],
      emptied: ['wrong-subjects', 'result.subjects'],
    },
  ],
  [
    ['result', 'subjects', 1, 'indicators'],
    {
      less: ['wrong-subjects', 'result.subjects[1].indicators'],
      more: ['wrong-subjects', 'result.subjects[1].indicators'],
      exchanged: ['wrong-subjects', 'result.subjects[1].indicators[1].id'],
      reversed: ['wrong-subjects', 'result.subjects[1].indicators[0].id'],
      emptied: ['wrong-subjects', 'result.subjects[1].indicators'],
    },
  ],
  [
    ['result', 'subjects', 1, 'indicators', 0, 'histogram'],
    {
      less: ['wrong-value', 'result.subjects[1].indicators[0].histogram'],
      more: ['wrong-value', 'result.subjects[1].indicators[0].histogram'],
      exchanged: ['wrong-mean', 'result.subjects[1].indicators[0].mean'],
      reversed: ['wrong-mean', 'result.subjects[1].indicators[0].mean'],
      emptied: ['wrong-value', 'result.subjects[1].indicators[0].histogram'],
    },
  ],
  // An objection that is left out is nowhere missed.
  [
    ['signatures'],
    {
      more: ['wrong-slots', 'signatures'],
      exchanged: ['wrong-slots', 'signatures'],
      reversed: ['wrong-slots', 'signatures'],
      emptied: ['too-few-signatures', 'signatures'],
    },
  ],
];

/** Those of the sealed one. In which order papers were typed says nothing. */
const SEALED: readonly (readonly [path: Path, named: Named])[] = [
  [
    ['ballots'],
    {
      less: ['wrong-ballot', 'ballots'],
      more: ['repeated-token', 'ballots[20]'],
      exchanged: ['wrong-receipt', 'ballots[1]'],
      reversed: ['wrong-receipt', 'ballots[19]'],
      emptied: ['wrong-ballot', 'ballots'],
    },
  ],
  [
    ['opened', 'delegates'],
    {
      less: ['wrong-share-set', 'opened.delegates'],
      more: ['wrong-share-set', 'opened.delegates'],
      emptied: ['wrong-share-set', 'opened.delegates'],
    },
  ],
  [
    ['paper'],
    {
      less: ['another-result', 'result.counts.paper'],
      more: ['another-result', 'result.counts.void.paper'],
      emptied: ['another-result', 'result.counts.valid'],
    },
  ],
  [
    ['paper', 0],
    {
      less: ['wrong-paper', 'paper[0]'],
      more: ['wrong-paper', 'paper[0]'],
      emptied: ['wrong-paper', 'paper[0]'],
    },
  ],
  // Two who sign that two opened, beside the three sets that did.
  [['result', 'openedBy'], { less: ['unknown-field', 'opened.inspection'] }],
];

const listIn = (value: unknown): List => {
  if (!Array.isArray(value)) throw new Error('no list');
  return value;
};

/** Each list with an entry less, more, two exchanged, turned round, and without any; the result signed anew by two. */
export async function* relistedBundles(): AsyncGenerator<Tampered> {
  const { bundle, sealedBundle } = vectors;
  for (const [whole, lists] of [
    [bundle, PUBLIC],
    [sealedBundle, SEALED],
  ] as const)
    for (const [path, named] of lists)
      for (const [deed, defect] of Object.entries(named) as (readonly [Deed, Named[Deed]])[]) {
        if (defect === undefined) continue;
        const [code, where] = defect;
        const forged = altered(whole, path, (list) => DEEDS[deed](listIn(list)));
        const isOfResult = path[0] === 'result';
        yield {
          name: `${textOf(path)} ${deed}`,
          bundle: isOfResult ? await resigned(forged) : forged,
          defect: { code, where },
        };
      }
}
