import { type Chapter, exception, notApplicable, provided, tested, testedBut, testsIn } from '../verdict.ts';

const cognito = testsIn('test/infra/county-choices.test.ts');
const issuer = testsIn('test/integration/local/issuer.test.ts');
const accounts = testsIn('test/unit/local/accounts.test.ts');
const code = testsIn('test/unit/protocol/code.test.ts');
const drawing = testsIn('test/integration/registry/drawing.test.ts');
const tellers = testsIn('test/integration/ballot/tellers.test.ts');

const POOL = cognito('of Cognito: accounts are made by an administrator, kept, and signed in with a second factor');
const ON_COGNITO =
  'No page of ours asks for a password: people type it on Cognito’s pages, or on those of the county’s own issuer.';
const OUT_OF_BAND =
  'No code is sent to anybody: the second factor is an app’s, and cards and enrolments are handed over on paper or by screen.';

/** V6 */
export const AUTHENTICATION: Chapter = {
  '6.1.1': tested('docs/security.md#ways-to-sign-in'),
  '6.1.2': exception(
    'No list is kept: Cognito takes none, so nothing would use it.',
    { means: 'A clerk may choose 团风县 and the year in a password of 15 characters; the app’s code is still needed.' },
    'docs/security.md#ways-to-sign-in',
  ),
  '6.1.3': tested('docs/security.md#ways-to-sign-in'),
  '6.2.1': tested(POOL),
  '6.2.2': exception(
    'Cognito’s login pages let somebody set a password at the first sign-in only, and the console has no right to change attributes of its account. The administrator sets a new temporary one, after which its owner chooses.',
    {
      means:
        'Whoever wants another password asks the administrator; nobody keeps a password that the administrator knows.',
    },
    POOL,
  ),
  '6.2.3': exception(
    'There is no page for changing (6.2.2): a new password follows a temporary one of the administrator’s, and the app’s code is asked for as before.',
    { means: 'An administrator who resets a password could sign in before its owner only with the owner’s phone.' },
    POOL,
  ),
  '6.2.4': exception(
    'Cognito compares with no list in the plan that is used; the plan that does would judge sign-ins by address and device, and keep them.',
    { means: 'A long but common password is taken. The required app’s code is what then stands between.' },
    POOL,
  ),
  '6.2.5': tested(POOL),
  '6.2.6': provided(
    'Cognito',
    ON_COGNITO,
    issuer('the sign-in page is Chinese, has labels, runs no script and asks no other site'),
  ),
  '6.2.7': provided('Cognito', ON_COGNITO),
  '6.2.8': provided(
    'Cognito',
    `${ON_COGNITO} Cognito compares what was typed as it is.`,
    accounts('an unknown account and a wrong password get the same answer'),
  ),
  '6.2.9': provided(
    'Cognito',
    'Its passwords may have up to 256 characters, as its documentation says; the stack sets a minimum alone.',
    POOL,
  ),
  '6.2.10': provided(
    'Cognito',
    'Passwords of a pool do not expire; only the temporary ones of the administrator do, after three days.',
    POOL,
  ),
  '6.2.11': exception(
    'There is no list (6.1.2).',
    { means: 'As 6.1.2: the length and the app’s code stand in for it.' },
    POOL,
  ),
  '6.2.12': exception(
    'As 6.2.4: only a plan that keeps who signed in from where would compare with breached passwords.',
    { means: 'A password that was breached elsewhere is taken; the app’s code is still needed.' },
    POOL,
  ),
  '6.3.1': testedBut(
    'guessing a staff password is slowed down by Cognito itself.',
    cognito('lets a hall of a thousand phones behind one address through, and less than the whole county’s limit'),
    cognito('are those of the settings, and a route is there before its limit'),
    accounts('ten failures in five minutes close an account, and that account alone, until they are old'),
    drawing('what cannot be drawn is refused by name, and nothing is written'),
  ),
  '6.3.2': tested(
    testsIn('test/infra/web-baseline.test.ts')('a deployment makes no account: nobody has a password that others know'),
    accounts('passwords are made once, differ, and stay over a restart'),
  ),
  '6.3.3': exception(
    'Staff need password and app in a county’s Cognito pool. An issuer of the county’s own is taken as it is (6.8.4), and a delegate has the card alone: a second factor would be a name or a number, and with it a way from a person to a ballot.',
    {
      means:
        'Whoever picks a card up may vote with it once. Its owner finds it used, the head count shows it, and two tellers replace it.',
    },
    POOL,
    'docs/security.md#ways-to-sign-in',
    testsIn('test/integration/registry/desk.test.ts')(
      'two different tellers with the same payload make a new code live; the old one dies and the count shows both',
    ),
  ),
  '6.3.4': tested(
    'docs/security.md#ways-to-sign-in',
    testsIn('test/integration/bad-input/bad-input.test.ts')('$title → $expected'),
    cognito('of Cognito: the console is a public client of the code flow, on Cognito’s own pages and for an hour'),
  ),
  '6.4.1': tested(
    POOL,
    tellers('a teller enrols with the issued secret, once; the same request again gets the same answer'),
    testsIn('test/integration/registry/cards-and-freeze.test.ts')('it ends with the opening of the voting'),
  ),
  '6.4.2': tested(POOL),
  '6.4.3': tested('docs/security.md#ways-to-sign-in', POOL),
  '6.4.4': exception(
    'People do it: the administrator of the pool looks at the same paper as for the account (写在文档里), and nothing can check that they do.',
    { means: 'Who persuades the administrator gets an account. Orders by it are on the audit log under that name.' },
    'docs/security.md#ways-to-sign-in',
  ),
  '6.5.1': tested(
    drawing('a code drawn twice with another message is refused, and the first answer stays'),
    tellers('a secret that was used enrols nobody else'),
    testsIn('test/integration/rectification/taking-over.test.ts')(
      'once: from then on the new one opens what the old one opened, and the old one nothing',
    ),
  ),
  '6.5.2': exception(
    'A card’s code has 80 bits, as many as a person can type in a hall, and lies as SHA-256 with the session, not under a slow function. Secrets of enrolments, receipts and reading keys have 256 bits.',
    {
      means:
        'Whoever has the table of people and tries 2^80 codes can draw in somebody’s place until the arming’s end; a slow hash would add some ten bits.',
    },
    code('is kept as a hash that depends on the session'),
    code('is kept as a hash that depends on session, slot and secret'),
  ),
  '6.5.3': tested(
    code('has 16 characters of Crockford base32, and all 32 of them come up'),
    testsIn('test/asvs/source-rules.ts')('takes chance from the platform’s generator, never from Math.random'),
  ),
  '6.5.4': tested(
    code('has 16 characters of Crockford base32, and all 32 of them come up'),
    testsIn('test/unit/opinions/opinion-receipt.test.ts')('is 32 bytes of chance'),
  ),
  '6.5.5': provided('Cognito', `${OUT_OF_BAND} The app’s codes are Cognito’s to check.`, POOL),
  '6.6.1': notApplicable('No telephone: text messages and calls are off for the second factor.', POOL),
  '6.6.2': notApplicable(OUT_OF_BAND, POOL),
  '6.6.3': notApplicable(OUT_OF_BAND, POOL),
  '6.8.1': tested(
    issuer('a token for another audience, or of another issuer'),
    testsIn('test/unit/local/staff-token.test.ts')('its shape is not believed of another issuer'),
  ),
  '6.8.2': tested(
    issuer('a token with a role changed, and one signed by a stranger'),
    issuer('what is no token, and a token without a signature'),
  ),
  '6.8.3': notApplicable('No SAML: sign-in is OpenID Connect.'),
  '6.8.4': exception(
    'No operation asks for a strength or a time of signing in. Cognito’s pool requires the second factor of everybody; of a county’s own issuer no acr, amr or auth_time is read, and the weakest is assumed.',
    { means: 'A county that names its own issuer answers for the second factor there.' },
    'docs/security.md#ways-to-sign-in',
    POOL,
  ),
};
