import { type Chapter, tested, testedBut, testsIn } from '../verdict.ts';

const refusals = testsIn('test/integration/bad-input/bad-input.test.ts');
const states = testsIn('test/unit/process/meeting-state.test.ts');
const simulation = testsIn('test/unit/simulation/simulation.test.ts');

/** V2 */
export const BUSINESS_LOGIC: Chapter = {
  '2.1.1': tested(
    'docs/security.md#input',
    'docs/import.md#what-is-read',
    testsIn('test/unit/contract/contract.test.ts')('keeps %s fresh'),
  ),
  '2.1.2': tested('docs/security.md#input', 'docs/process-matrix.md'),
  '2.1.3': tested(
    'docs/security.md#limits',
    testsIn('test/unit/asvs/security-page.test.ts')('has the limits that the code has'),
  ),
  '2.2.1': tested(
    refusals('$title → $expected'),
    testsIn('test/integration/bad-input/body-rows.ts')('a code that is a number'),
    testsIn('test/integration/bad-input/opinions-rows.ts')('an opinion of a third kind'),
    testsIn('test/integration/bad-input/teller-rows.ts')('a closing time in two days'),
  ),
  '2.2.2': testedBut(
    'the table of refusals is sent to the running API, past every page.',
    refusals('$title → $expected'),
  ),
  '2.2.3': tested(
    testsIn('test/unit/import/refusing-a-file.test.ts')('a phone in two units under two names is refused'),
    testsIn('test/integration/delegates/quotas.test.ts')('that add to 99 are refused, and no version is made'),
    testsIn('test/integration/rectification/items.test.ts')(
      'with a deadline on a day off is refused, and the next working day is named',
    ),
    testsIn('test/integration/bad-input/body-rows.ts')('a body that names another session than the address'),
  ),
  '2.3.1': tested(
    states('a step before its turn is too early, a step pressed twice is past'),
    states(
      'whatever is pressed in whatever order, no state goes back but by enrolling, and a step taken moves one place',
    ),
    testsIn('test/integration/bad-input/teller-rows.ts')('shares handed in before two signed the board'),
  ),
  '2.3.2': tested(
    testsIn('test/integration/floor/floor.test.ts')(
      'are fifty at the most, on one page; one more is refused, and is an opinion',
    ),
    testsIn('test/integration/bad-input/delegates-rows.ts')('five hundred and one candidates'),
    testsIn('test/integration/registry/drawing.test.ts')(
      'a code drawn twice with another message is refused, and the first answer stays',
    ),
  ),
  '2.3.3': tested(
    testsIn('test/integration/registry/importing.test.ts')(
      'an import that dies before the lists are published leaves the old version whole, and the next one clears its traces',
    ),
    testsIn('test/integration/delegates/lists.test.ts')(
      'nobody who has checked in or holds a paper ballot is removed, and nothing of the change is written',
    ),
    simulation(
      '12 meetings by fixed seeds (of 10 000): whatever is lost, doubled, late or crashed, every promise holds after every step',
    ),
  ),
  '2.3.4': tested(
    testsIn('test/integration/registry/drawing.test.ts')(
      'of many phones that draw with one code at once, exactly one wins',
    ),
    testsIn('test/integration/ballot/casting.test.ts')(
      'of two ballots under one token sent at once, one is in the box and the other is told so',
    ),
    testsIn('test/integration/opinions/collating.test.ts')(
      'lets one opinion into one of two entries made at once, and refuses the other',
    ),
  ),
  '2.4.1': tested(
    testsIn('test/infra/opinions.test.ts')('throttles what anybody may do below the limit of all routes together'),
    testsIn('test/infra/county-choices.test.ts')(
      'is capped where anybody may call and where the clock starts, and never of drawing and casting',
    ),
    testsIn('test/infra/county-choices.test.ts')(
      'lets a hall of a thousand phones behind one address through, and less than the whole county’s limit',
    ),
  ),
};
