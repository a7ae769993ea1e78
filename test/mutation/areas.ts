/** A part of the judged sources, and the tests that are run against its mutants. */
export interface MutationArea {
  readonly name: AreaName;
  readonly title: string;
  /** Globs of what is mutated. */
  readonly mutated: readonly string[];
  /** Globs of test files. A file that is left out can only make the score lower; it is left out where it costs seconds a mutant. */
  readonly tests: readonly string[];
  readonly leftOut?: readonly string[];
  /** Its tests ask for no price and start no server of their own, so the simulation's engine stands in for the real one (memory-tables.ts). */
  readonly isInMemory?: true;
}

export const AREA_NAMES = [
  'protocol',
  'process',
  'keys',
  'draw',
  'desk',
  'cast',
  'box',
  'tellers',
  'tally',
  'report',
] as const;
export type AreaName = (typeof AREA_NAMES)[number];

/** The least part of an area's mutants that its tests must find. */
export const LEAST_SCORE = 0.9;

export const MUTATION_AREAS: readonly MutationArea[] = [
  {
    name: 'protocol',
    title: '选票协议 / the protocol',
    mutated: ['shared/protocol/**/*.ts'],
    tests: ['test/unit/{protocol,verify}/**/*.test.ts', 'test/unit/opinions/opinion-receipt.test.ts'],
    // Ten seconds a mutant, and it alters what `bundle.test.ts` does; commands run in processes of their own, which have no mutant.
    leftOut: ['**/tampered-bundles.test.ts', '**/*-command.test.ts'],
  },
  {
    name: 'process',
    title: '述廉规则 / the rules of the process',
    mutated: ['shared/process/**/*.ts'],
    tests: [
      'test/unit/{delegates,floor,invitations,opinions,outcomes,plan,process,rectification,reports}/**/*.test.ts',
    ],
    // Pages, documents and mail.
    leftOut: [
      '**/{formats,reading-page,word-file,minutes,daily-runs,file-notifier,ses-notifier,two-words,opinion-page-bytes,round-up-document,leaving-at-once}.test.ts',
    ],
  },
  {
    name: 'draw',
    title: '领票 / drawing',
    mutated: ['functions/draw/!(handler).ts', 'functions/store/issuing.ts'],
    tests: [
      'test/integration/registry/{drawing,desk}.test.ts',
      'test/integration/opinions/proof.test.ts',
      'test/unit/functions/{draw/**/*,http/unwrapped-key,store/issuing-asks}.test.ts',
    ],
  },
  {
    name: 'desk',
    title: '补发、纸质票、发出数 / the desk, paper and figures of issuing',
    mutated: ['functions/desk/!(handler).ts'],
    tests: ['test/integration/registry/desk.test.ts', 'test/unit/functions/desk/**/*.test.ts'],
  },
  {
    name: 'cast',
    title: '投票 / casting',
    mutated: ['functions/cast/!(handler).ts', 'functions/store/ballot-box.ts'],
    tests: [
      'test/integration/ballot/{casting,ballot-box}.test.ts',
      'test/unit/functions/cast/**/*.test.ts',
      'test/unit/functions/store/ballot-box-asks.test.ts',
    ],
  },
  {
    name: 'box',
    title: '封箱、公告板 / closing and the board',
    mutated: ['functions/box/!(handler).ts'],
    tests: ['test/integration/ballot/closing.test.ts', 'test/unit/functions/box/**/*.test.ts'],
  },
  {
    name: 'keys',
    title: '会议密钥、测评表冻结 / keys and the frozen form',
    mutated: ['functions/keys/!(handler).ts', 'functions/store/key-wrap.ts'],
    tests: ['test/integration/registry/cards-and-freeze.test.ts', 'test/unit/functions/keys/**/*.test.ts'],
  },
  {
    name: 'tellers',
    title: '计票人、会议状态 / tellers and the state of the meeting',
    mutated: ['functions/{tellers,meeting}/!(handler).ts', 'functions/store/meetings.ts'],
    isInMemory: true,
    tests: [
      'test/integration/ballot/tellers.test.ts',
      'test/integration/meeting/**/*.test.ts',
      'test/unit/functions/{tellers,meeting}/**/*.test.ts',
      'test/unit/functions/store/meetings*.test.ts',
      'test/unit/functions/{ballot-pages,reading-a-manifest,item-sizes}.test.ts',
    ],
  },
  {
    name: 'tally',
    title: '计票、公布 / counting and announcing',
    mutated: ['functions/tally/!(handler).ts'],
    isInMemory: true,
    tests: [
      'test/integration/ballot/{counting,announcing,signed-tally}.test.ts',
      'test/unit/functions/tally/**/*.test.ts',
      'test/unit/functions/{settling-paper,share-layout}.test.ts',
    ],
  },
  {
    name: 'report',
    title: '结果的文件 / documents of the result',
    mutated: ['functions/tally/report/*.ts'],
    tests: ['test/unit/report/**/*.test.ts'],
  },
];
