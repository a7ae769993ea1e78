import { type Chapter, exception, notApplicable, tested, testsIn } from '../verdict.ts';

const source = testsIn('test/asvs/source-rules.ts');
const baseline = testsIn('test/infra/web-baseline.test.ts');
const foreign = testsIn('test/attacks/foreign-pages.ts');
const rest = testsIn('test/infra/county-rest-api.test.ts');
const files = testsIn('test/integration/local/static-files.test.ts');
const respond = testsIn('test/unit/functions/http/respond.test.ts');
const storage = testsIn('test/integration/local/blob-server.test.ts');

const NO_COOKIE =
  'Neither pages nor API set a cookie: a request shows who asks by a header, a signature or a secret in its body. Cookies of sign-in are Cognito’s, on its own host.';
const noCookie = notApplicable(
  NO_COOKIE,
  source('sets and reads no cookie'),
  respond('no answer lets another origin read it or sets a cookie'),
);

/** V3 */
export const WEB_FRONTEND: Chapter = {
  '3.2.1': tested(
    storage('gives the bytes with the file name asked for, and never runs as a page'),
    respond('%s is kept by nobody on the way and taken for nothing but JSON'),
    testsIn('test/unit/rectification/file-kinds.test.ts')(
      'a page, a script or a program under the name of a document is refused',
    ),
  ),
  '3.2.2': tested(
    source('makes no markup of text in a page'),
    testsIn('test/journeys/opinion-page.test.ts')('shows what is typed as text, whatever is typed'),
  ),
  '3.3.1': noCookie,
  '3.3.2': noCookie,
  '3.3.3': noCookie,
  '3.3.4': noCookie,
  '3.4.1': exception(
    'Two hosts of AWS’s cannot send it: the address that API Gateway gives the API behind CloudFront, and S3’s own for signed addresses. Pages and API of the site send it, two years and subdomains.',
    {
      means:
        'Both hosts speak TLS alone, and nobody types their names; a first visit in plain HTTP is refused there, not led on.',
    },
    baseline('is to come by TLS alone for two years, to every subdomain too'),
    baseline('goes with pages and API alike'),
    rest('%s by %s has the headers of every page, whatever S3 answers'),
  ),
  '3.4.2': exception(
    'A county without a domain of its own does not know its pages’ origin before it is deployed, and lets any origin use a signed address of the storage. The API, and the storage of a county with a domain, name the county’s pages alone.',
    {
      means:
        'Any page that has been given a signed address can send or read that one file: the address is the right, for 300 s, and no cookie goes along.',
    },
    foreign('a stranger’s page reads an answer'),
    respond('no answer lets another origin read it or sets a cookie'),
    testsIn('test/infra/county-stack.test.ts')(
      'lets the pages of the county, and no other page, send files to the uploads and the photos',
    ),
  ),
  '3.4.3': tested(
    baseline('is a policy of listed sources, without plug-ins, base addresses, inline scripts or frames'),
    files('a page comes with its type and every security header, which allow no inline script and no framing'),
    testsIn('test/journeys/console-sign-in.test.ts')(
      'works under the content security policy that is served, and asks nobody but its own origin',
    ),
  ),
  '3.4.4': exception(
    'S3 sends no such header with a file at a signed address, and can be told none. Pages and API answers have it.',
    {
      means:
        'What comes from there is an attachment of a type that was signed, on a host without pages: a browser saves it.',
    },
    respond('%s is kept by nobody on the way and taken for nothing but JSON'),
    files('a page comes with its type and every security header, which allow no inline script and no framing'),
    storage('gives the bytes with the file name asked for, and never runs as a page'),
  ),
  '3.4.5': tested(
    files('a page comes with its type and every security header, which allow no inline script and no framing'),
    testsIn('test/unit/web/client.test.ts')('gives the value of an answer, and sends neither cookies nor a referrer'),
    testsIn('test/attacks/leaking-code.ts')('the Referer alone, at a stranger’s server and at our own'),
  ),
  '3.4.6': exception(
    'Files at S3’s signed addresses come without a policy, since S3 can be told to send none. Pages and API answers have it.',
    { means: 'They are attachments, which a browser saves and no frame shows.' },
    foreign('each page in a stranger’s frame'),
    baseline('is a policy of listed sources, without plug-ins, base addresses, inline scripts or frames'),
    rest('what CloudFront adds to an answer, the functions add behind a REST API'),
  ),
  '3.5.1': notApplicable(
    'No request is believed for what a browser adds by itself: there is no cookie. What a stranger’s page could send would lack the token, the signature or the code; preflight holds it back besides.',
    source('sets and reads no cookie'),
    testsIn('test/unit/web/client.test.ts')('gives the value of an answer, and sends neither cookies nor a referrer'),
  ),
  '3.5.2': tested(
    foreign('a stranger’s page posts a drawing as plain text, for which a browser asks nobody'),
    testsIn('test/integration/bad-input/bad-input.test.ts')('$title → $expected'),
  ),
  '3.5.3': tested(
    testsIn('test/attacks/spending-by-looking.ts')('GET of the card’s address and of the drawing itself'),
    testsIn('test/integration/reports/reading.test.ts')('reading writes nothing at all'),
    testsIn('test/unit/asvs/security-page.test.ts')('nothing that writes is asked for by GET'),
  ),
  '3.5.4': exception(
    'Voting page, teller’s page, console and the public pages lie on one host: one certificate, one address on the card, and each county its own host. None takes scripts or markup from data, and a policy forbids all but their own files.',
    {
      means:
        'A script that got into one page could read what another keeps in the same browser: a draft on a phone, a session of staff in the same tab.',
    },
    baseline('is a policy of listed sources, without plug-ins, base addresses, inline scripts or frames'),
    testsIn('test/unit/web/page-bytes.test.ts')('names no other origin'),
  ),
  '3.5.5': notApplicable(
    'No page listens to another window; the one worker gets its messages from its own page.',
    source('listens to no other window and opens none'),
  ),
  '3.7.1': tested(
    baseline('is a policy of listed sources, without plug-ins, base addresses, inline scripts or frames'),
    testsIn('test/unit/web/page-bytes.test.ts')(
      'has neither script nor style inside its HTML, so that the policy can forbid both',
    ),
  ),
  '3.7.2': tested(
    testsIn('test/unit/console/code-flow.test.ts')(
      'leaves for the issuer with a fresh state, nonce and S256 challenge, and keeps the verifier here',
    ),
    testsIn('test/unit/console/code-flow.test.ts')('speaks plain HTTP with nobody but this machine'),
    source('listens to no other window and opens none'),
  ),
};
