import { type Chapter, exception, notApplicable, provided, tested, testedBut, testsIn } from '../verdict.ts';

const flow = testsIn('test/unit/console/code-flow.test.ts');
const issuer = testsIn('test/integration/local/issuer.test.ts');
const cognito = testsIn('test/infra/county-choices.test.ts');
const forged = testsIn('test/integration/bad-input/staff-rows.ts');
const CLIENT = cognito(
  'of Cognito: the console is a public client of the code flow, on Cognito’s own pages and for an hour',
);
const POOL = cognito('of Cognito: accounts are made by an administrator, kept, and signed in with a second factor');
const FIRST_PARTY =
  'One client, the county’s own console, for the county’s own staff: giving name and password for it is the consent, and there is nobody to whom anything is handed on.';

/** V10 */
export const OAUTH: Chapter = {
  '10.1.1': exception(
    'The console is pages without a server behind: it holds its access token itself, in one tab, and sends it to the API alone. Cognito sends a refresh token along with the code flow, which the console drops unread.',
    {
      means: 'A script that got into the console could use the token for its hour; the refresh token is never stored.',
    },
    flow('a refresh token that comes along is dropped: nothing but the two tokens and their end is taken'),
    testsIn('test/journeys/console-sign-in.test.ts')(
      'works under the content security policy that is served, and asks nobody but its own origin',
    ),
  ),
  '10.1.2': tested(
    flow('leaves for the issuer with a fresh state, nonce and S256 challenge, and keeps the verifier here'),
    flow('an answer with another state, or to no attempt of this window, spends nothing'),
    testsIn('test/unit/console/staff-session.test.ts')('an attempt to sign in is taken once'),
  ),
  '10.2.1': tested(
    flow('leaves for the issuer with a fresh state, nonce and S256 challenge, and keeps the verifier here'),
    testsIn('test/journeys/console-sign-in.test.ts')(
      'a callback that this window did not ask for spends nothing and asks to sign in again',
    ),
  ),
  '10.2.2': testedBut(
    'a console knows one issuer, and checks that the answer is its.',
    flow('an answer of another issuer is refused before the code is sent'),
  ),
  '10.3.1': tested(
    forged('a token for another API'),
    testsIn('test/unit/local/staff-token.test.ts')(
      'an access token of the console, which has no audience, is the member of staff it names',
    ),
    issuer('an ID token, which is for the console and not for the API'),
  ),
  '10.3.2': tested(
    forged('a token of a role that there is not'),
    forged('a token of another county'),
    testsIn('test/unit/local/staff-token.test.ts')(
      "a unit's clerk is bound to the unit; the same claim on another role is left out",
    ),
  ),
  '10.3.3': tested(
    testsIn('test/integration/delegates/lists.test.ts')(
      'nobody who ever imported it approves it, whatever role they carry now',
    ),
    testsIn('test/integration/bad-input/rectification-rows.ts')('acceptance by whoever replied, under another role'),
    forged('a token of another issuer'),
  ),
  '10.3.4': exception(
    'As 6.8.4: no operation asks for a strength or a time of signing in.',
    { means: 'The second factor rests on the pool, where it is required, or on the county’s own issuer.' },
    POOL,
  ),
  '10.4.1': tested(
    CLIENT,
    testsIn('test/integration/local/embedded.test.ts')(
      'a browser that came as localhost is sent to the address that the issuer knows',
    ),
  ),
  '10.4.2': provided(
    'Cognito',
    'Its authorisation server takes a code once. On one machine our issuer does, and is tested.',
    issuer('a code used twice'),
  ),
  '10.4.3': provided('Cognito', 'Its codes live five minutes, as its documentation says, and no setting changes that.'),
  '10.4.4': tested(CLIENT),
  '10.4.5': exception(
    'The client’s refresh tokens are not rotated: with rotation the list of flows that the client allows would be empty, which Cognito reads as its defaults, passwords among them. They are neither stored nor used (10.1.1) and end after an hour, the least that Cognito takes.',
    {
      means:
        'Who reads the answer of the token endpoint in the browser could renew the session for the rest of that hour.',
    },
    CLIENT,
    flow('a refresh token that comes along is dropped: nothing but the two tokens and their end is taken'),
  ),
  '10.4.6': exception(
    'Cognito checks the verifier where a challenge was sent, and cannot be told to demand one. The console always sends one, by S256; the issuer on one machine demands it.',
    {
      means:
        'A flow that somebody else begins without PKCE is taken by Cognito; its code goes to the console’s address, where state refuses it.',
    },
    flow('leaves for the issuer with a fresh state, nonce and S256 challenge, and keeps the verifier here'),
    issuer('a flow without PKCE'),
    issuer('a code with another verifier'),
  ),
  '10.4.7': notApplicable(
    'Nobody registers a client: the stack makes one, and neither Cognito nor our issuer has an endpoint for more.',
    CLIENT,
  ),
  '10.4.8': tested(CLIENT),
  '10.4.9': exception(
    'Cognito has no page on which people revoke what they gave; the administrator can.',
    { means: 'As 7.5.2: sign out, ask the administrator, wait for the hour to end.' },
    CLIENT,
  ),
  '10.4.10': notApplicable('The one client is public: a page has no secret to show.', CLIENT),
  '10.4.11': tested(CLIENT),
  '10.5.1': testedBut(
    'among the ID tokens that are refused: one with another nonce.',
    flow('an ID token with %s is refused'),
  ),
  '10.5.2': testedBut(
    'the console itself decides nothing by who it is: the API does, by sub.',
    testsIn('test/integration/delegates/lists.test.ts')(
      'nobody who ever imported it approves it, whatever role they carry now',
    ),
  ),
  '10.5.3': tested(flow('metadata of another issuer is refused before anybody is sent there')),
  '10.5.4': testedBut(
    'among the ID tokens that are refused: one for another client.',
    flow('an ID token with %s is refused'),
  ),
  '10.5.5': notApplicable('No back-channel logout: there is no server of the console’s that could be told.'),
  '10.6.1': tested(CLIENT),
  '10.6.2': exception(
    'Cognito signs out whoever opens its logout address, without asking. The issuer on one machine asks.',
    {
      means:
        'A stranger’s page can end Cognito’s session, so that the next sign-in asks for the password again; the console’s own session stays.',
    },
    flow('leads to the issuer with the way back, by its standard name and by Cognito’s'),
  ),
  '10.7.1': notApplicable(FIRST_PARTY, CLIENT),
  '10.7.2': notApplicable(FIRST_PARTY, CLIENT),
  '10.7.3': notApplicable(FIRST_PARTY, CLIENT),
};
