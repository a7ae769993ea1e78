import { type Chapter, exception, notApplicable, tested, testsIn } from '../verdict.ts';

const issuer = testsIn('test/integration/local/issuer.test.ts');
const page = testsIn('test/journeys/console-sign-in.test.ts');
const kept = testsIn('test/unit/console/staff-session.test.ts');
const CLIENT = testsIn('test/infra/county-choices.test.ts')(
  'of Cognito: the console is a public client of the code flow, on Cognito’s own pages and for an hour',
);
const NO_LIST =
  'Functions check a token by itself and keep no list: each would need a right on one more table, and read it for every request of staff.';

/** V7 */
export const SESSIONS: Chapter = {
  '7.1.1': tested('docs/security.md#sessions-of-staff'),
  '7.1.2': tested('docs/security.md#sessions-of-staff'),
  '7.1.3': tested('docs/security.md#sessions-of-staff'),
  '7.2.1': tested(
    testsIn('test/integration/bad-input/bad-input.test.ts')(
      'a token as the issuer writes it is taken, so that each forged one above is refused for its own fault',
    ),
    issuer('a token with a role changed, and one signed by a stranger'),
    page('a token that the API no longer takes asks to sign in again, and leads back to the same screen'),
  ),
  '7.2.2': tested(issuer('gives %s an RS256 access token that the API accepts'), CLIENT),
  '7.2.3': notApplicable('No reference tokens: access tokens carry their claims, signed; tellers sign each request.'),
  '7.2.4': exception(
    `Signing in makes new tokens; the one before stays good until its hour is over. ${NO_LIST}`,
    { means: 'Two tabs of one person are two sessions for an hour at most.' },
    page('who opens a link signs in with PKCE and lands where they wanted, the code gone from the address'),
    kept('a session is there until the moment it expires, and is then forgotten'),
  ),
  '7.3.1': exception(
    'There is no clock of idleness: the hour of the token is the longest idle time too. Ending sooner would take a clerk’s typed text or a form in the middle of a meeting.',
    {
      means:
        'Whoever sits down at a desk that was left open acts as that person for the rest of the hour; orders are on the audit log.',
    },
    'docs/security.md#sessions-of-staff',
    page('an hour later the console says so by itself, and what is on the screen stays'),
  ),
  '7.3.2': tested(CLIENT, page('an hour later the console says so by itself, and what is on the screen stays')),
  '7.4.1': exception(
    `Signing out forgets the tokens in the browser and ends the issuer’s session; a copy that somebody made is good for the rest of its hour. ${NO_LIST}`,
    { means: 'A stolen access token works for an hour at most, whatever its owner does.' },
    page('after signing out the next person has to give a password'),
    kept('a session is there until the moment it expires, and is then forgotten'),
  ),
  '7.4.2': exception(
    `A disabled account gets no new token; the last one is good for the rest of its hour. ${NO_LIST}`,
    { means: 'Somebody who was dismissed may act for an hour at most, by name on the audit log.' },
    CLIENT,
  ),
  '7.4.3': exception(
    'Factors change at Cognito alone, by the administrator, and no session is ended by it (7.4.1).',
    { means: 'Tokens that were given out before live for the rest of their hour.' },
    CLIENT,
  ),
  '7.4.4': tested(
    page('signing out is in sight at the top of every screen, and by the keyboard'),
    page('after signing out the next person has to give a password'),
  ),
  '7.4.5': exception(
    'The administrator can disable an account or sign it out at Cognito, which gives no new token; the one that is out lives for the rest of its hour (7.4.1).',
    { means: 'As 7.4.2: nobody acts for longer than that hour.' },
    CLIENT,
  ),
  '7.5.1': notApplicable(
    'No page of ours changes what signs in, and the console’s token has no right to: it may write one attribute that nothing reads.',
    CLIENT,
  ),
  '7.5.2': exception(
    'There is no list of sessions to show (7.4.1).',
    { means: 'Whoever fears for a session signs out, asks the administrator, and waits for the hour to end.' },
    'docs/security.md#sessions-of-staff',
  ),
  '7.6.1': tested(
    'docs/security.md#sessions-of-staff',
    page('an hour later the console says so by itself, and what is on the screen stays'),
    page('after signing out the next person has to give a password'),
    issuer('a second visit in the same browser asks for no password again'),
  ),
  '7.6.2': tested(
    page('a callback that this window did not ask for spends nothing and asks to sign in again'),
    testsIn('test/unit/console/code-flow.test.ts')(
      'an answer with another state, or to no attempt of this window, spends nothing',
    ),
  ),
};
