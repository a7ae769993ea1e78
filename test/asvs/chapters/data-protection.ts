import { type Chapter, exception, tested, testsIn } from '../verdict.ts';

const baseline = testsIn('test/infra/web-baseline.test.ts');
const leaking = testsIn('test/attacks/leaking-code.ts');
const vote = testsIn('test/unit/web/vote-driver.test.ts');
const logs = testsIn('test/integration/logs/logs.test.ts');
const respond = testsIn('test/unit/functions/http/respond.test.ts');
const retention = testsIn('test/integration/outcomes/retention.test.ts');
const stack = testsIn('test/infra/county-stack.test.ts');

/** V14 */
export const DATA_PROTECTION: Chapter = {
  '14.1.1': tested('docs/security.md#data-by-level', 'docs/threat-model.md'),
  '14.1.2': tested('docs/security.md#data-by-level', 'docs/security.md#logs'),
  '14.2.1': exception(
    'Two things stand in addresses: the reading key in the query of what delegates read, the same on every invitation; and the signature of a file’s address, good for 300 s. Codes, receipts, tokens and ballots are in bodies, headers or fragments alone.',
    {
      means:
        'Whoever reads addresses on the way (the county’s proxy, a browser’s history has the fragment alone) could read the reports of that session. No access log of ours has them.',
    },
    leaking('addresses and headers of everything that the page asks its server for'),
    leaking('the address bar and the history after the page was opened'),
    stack('logs no access and traces nothing, and the platform keeps silent'),
  ),
  '14.2.2': tested(
    baseline('keeps no answer of the API: AWS’s policy CachingDisabled'),
    respond('%s is kept by nobody on the way and taken for nothing but JSON'),
  ),
  '14.2.3': tested(
    testsIn('test/unit/web/page-bytes.test.ts')('names no other origin'),
    testsIn('test/unit/opinions/opinion-page-bytes.test.ts')('names no other origin'),
    testsIn('test/unit/reports/reading-page.test.ts')(
      'names no other origin, sets no cookie, and takes text as text only',
    ),
    testsIn('test/journeys/console-sign-in.test.ts')(
      'works under the content security policy that is served, and asks nobody but its own origin',
    ),
  ),
  '14.2.4': tested(
    logs(
      'leaves a log of the fields that are allowed, without a code, token, name, phone, ballot or word that came in',
    ),
    retention('goes a year after its last announcement: no name, organisation or phone of anybody is in any table'),
    testsIn('test/integration/opinions/night.test.ts')(
      'gives every photo another name, keeps its bytes, and leaves nothing of how it arrived',
    ),
    testsIn('test/infra/secrecy-rules.test.ts')('find nothing in the template of any county, in either partition'),
    testsIn('test/unit/insider/insider.test.ts')(
      '%i delegates, 60 meetings (of 1 000): whoever has every table, log and list and a teller’s key guesses one ballot a meeting, as chance does',
    ),
  ),
  '14.3.1': exception(
    'Signing out forgets the tokens and leaves the page. When the hour ends by itself the screen stays, so that nothing typed is lost, and in the same tab the draft of a report stays until the server has it. Phones erase what a finished step no longer needs.',
    {
      means:
        'Whoever sits down at a desk where the hour is over reads what is on the screen, and can load nothing more.',
    },
    testsIn('test/journeys/console-sign-in.test.ts')('after signing out the next person has to give a password'),
    testsIn('test/unit/console/staff-session.test.ts')(
      'a session is there until the moment it expires, and is then forgotten',
    ),
    vote('finds its receipt on the whole board, then erases ballot and receipt'),
    testsIn('test/journeys/opinion-page.test.ts')(
      'shows the receipt until its owner has kept it, and leaves nothing of it on the phone then',
    ),
  ),
  '14.3.2': tested(
    respond('%s is kept by nobody on the way and taken for nothing but JSON'),
    testsIn('test/unit/web/client.test.ts')('gives the value of an answer, and sends neither cookies nor a referrer'),
  ),
  '14.3.3': exception(
    'A phone that dies must not lose a vote or an opinion: until it is done, IndexedDB keeps the code, then token and draft, then the sealed ballot, and localStorage the draft and receipt of an opinion; a clerk’s tab keeps the draft of a report; a teller’s browser its keys, which cannot be exported.',
    {
      means:
        'Whoever takes an unlocked phone in those minutes finds a draft of scores, or, until it is said to be kept, a receipt. Each step erases what it no longer needs.',
    },
    leaking('IndexedDB of a real browser after the token was drawn'),
    vote('drops the scores from memory and storage when the ballot is sealed'),
    vote('forgets the code once it has drawn'),
    testsIn('test/unit/teller/actions.test.ts')(
      'makes keys that cannot leave the browser, and the same link again enrols nothing new',
    ),
  ),
};
