/** A file of the model: Promela, for Spin. */
export type ModelFile = 'casting.pml' | 'counting.pml' | 'lying.pml';

/** A property of the model, checked in every state that it can reach. */
export interface Property {
  /** Its `ltl` formula in the file. */
  readonly name: string;
  readonly file: ModelFile;
  /** `always`: in no state is it broken. `in the end`: no fair run goes on for ever without it. */
  readonly kind: 'always' | 'in the end';
  /** The compile-time flags of each search that has to find nothing. */
  readonly settings: readonly (readonly string[])[];
  /** Flags `MUTANT_…`, each of which has to break it in the first setting. */
  readonly mutants: readonly string[];
}

/** What is not promised: the model has to find a way there, so that what is said of it stays true. */
export interface Limit {
  readonly property: string;
  readonly file: ModelFile;
  readonly kind: Property['kind'];
  /** With these flags the property breaks. */
  readonly flags: readonly string[];
}

const ALONE: readonly string[] = [];
const WITH_ONE_TELLER = ['ONE_TELLER_LIES'];
const ALONE_OR_WITH_ONE = [ALONE, WITH_ONE_TELLER];
const FAULTS = ['BOUNDED', 'FAULTS=1'];

const always = (
  file: ModelFile,
  name: string,
  mutants: readonly string[],
  settings: Property['settings'] = [ALONE],
): Property => ({ name, file, kind: 'always', settings, mutants });

const inTheEnd = (
  file: ModelFile,
  name: string,
  mutants: readonly string[],
  flags: readonly string[] = FAULTS,
): Property => ({ name, file, kind: 'in the end', settings: [flags], mutants });

export const PROPERTIES: readonly Property[] = [
  always('casting.pml', 'one_token_a_code', ['DRAW_WRITES_ANYWAY']),
  always('casting.pml', 'one_ballot_a_delegate', ['DRAW_WRITES_ANYWAY', 'PUT_OVERWRITES']),
  always('casting.pml', 'acknowledged_is_on_the_board', ['ACKNOWLEDGED_BEFORE_STORED', 'NO_MARGIN', 'NO_NOTICE']),
  always('casting.pml', 'no_closed_box_changes', ['CLOSED_AGAIN'], [['TWO_CLOSE_AT_ONCE']]),
  inTheEnd(
    'casting.pml',
    'who_keeps_trying_is_on_the_board',
    ['DRAW_ANSWERS_ONCE', 'BLINDING_STORED_LATE', 'SAME_BALLOT_REFUSED', 'SEALED_ANEW'],
    [...FAULTS, 'PATIENT'],
  ),
  inTheEnd('casting.pml', 'every_phone_learns_the_end', ['BOARD_NOT_LOOKED_AT']),
  always('counting.pml', 'nothing_opens_before_the_close', ['SHARES_BEFORE_SIGNATURES']),
  always('counting.pml', 'no_step_goes_back', ['OPENERS_NOT_FIXED', 'ANNOUNCED_THOUGH_VOIDED']),
  always('counting.pml', 'result_counts_the_board', ['NO_THIRD_SET']),
  inTheEnd('counting.pml', 'the_meeting_ends', ['NOT_PUBLISHED_AGAIN']),
  inTheEnd('counting.pml', 'documents_carry_every_word', ['ONE_PLACE_FOR_DOCUMENTS', 'WORDS_NOT_LOOKED_FOR_AGAIN']),
  always('lying.pml', 'lying_opens_nothing_before_the_close', ['OPENED_BEFORE_THE_CLOSE'], ALONE_OR_WITH_ONE),
  always('lying.pml', 'lying_opens_signed_boards_only', ['OPENED_WITHOUT_SIGNATURES'], ALONE_OR_WITH_ONE),
  always('lying.pml', 'lying_opens_one_board', ['OPENED_BOARD_FORGOTTEN'], [WITH_ONE_TELLER, ALONE]),
  always('lying.pml', 'lying_has_no_token_twice', ['TOKENS_NOT_COMPARED'], ALONE_OR_WITH_ONE),
  always('lying.pml', 'lying_has_no_more_ballots_than_heads', ['HEADS_NOT_COUNTED'], ALONE_OR_WITH_ONE),
  always('lying.pml', 'lying_has_one_signed_board', ['SIGNED_BOARD_FORGOTTEN']),
  always('lying.pml', 'lying_is_found_out', ['RECEIPT_NOT_VERIFIED', 'BOARD_BELIEVED_UNSIGNED'], ALONE_OR_WITH_ONE),
  always('lying.pml', 'lying_alters_no_result', ['RESULT_NOT_RECOMPUTED'], ALONE_OR_WITH_ONE),
  always('lying.pml', 'lying_voids_no_ballot', ['SHARES_NOT_VERIFIED'], ALONE_OR_WITH_ONE),
];

export const LIMITS: readonly Limit[] = [
  { property: 'lying_has_one_signed_board', file: 'lying.pml', kind: 'always', flags: WITH_ONE_TELLER },
  { property: 'lying_opens_nothing_before_the_close', file: 'lying.pml', kind: 'always', flags: ['NOT_IN_ONE_ROOM'] },
];
