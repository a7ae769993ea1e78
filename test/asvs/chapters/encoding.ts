import { type Chapter, notApplicable, tested, testedBut, testsIn } from '../verdict.ts';

const bodies = testsIn('test/integration/bad-input/body-rows.ts');
const refusals = testsIn('test/integration/bad-input/bad-input.test.ts');
const source = testsIn('test/asvs/source-rules.ts');
const file = testsIn('test/unit/import/refusing-a-file.test.ts');
const client = testsIn('test/unit/web/client.test.ts');

/** V1 */
export const ENCODING: Chapter = {
  '1.1.1': testedBut(
    'among what the gateway refuses: an address with half a character.',
    testsIn('test/integration/local/lambda-adapter.test.ts')(
      'names the route, its decoded parameters, the query and the caller, as payload format 2.0 does',
    ),
    testsIn('test/unit/protocol/bytes.test.ts')(
      'has one text for one value: whatever is read at all is written the same again',
    ),
    refusals('$title → $status'),
  ),
  '1.1.2': tested(
    testsIn('test/unit/report/result-html.test.ts')(
      'names, posts, reasons and notices are text on the page, whatever they contain',
    ),
    source('makes no markup of text in a page'),
    client('escapes what would change the path, and refuses a request without its path parameter'),
  ),
  '1.2.1': tested(
    testsIn('test/attacks/foreign-pages.ts')(
      'a script in every name, post and reason of a printed result, opened where no policy holds',
    ),
    testsIn('test/unit/report/result-html.test.ts')(
      'names, posts, reasons and notices are text on the page, whatever they contain',
    ),
    testsIn('test/unit/functions/store/attachment.test.ts')('whatever a file is called, the header keeps its form'),
  ),
  '1.2.2': testedBut(
    'no page shows a link that somebody typed.',
    client('escapes what would change the path, and refuses a request without its path parameter'),
    testsIn('test/integration/bad-input/staff-rows.ts')('a session with a path in it'),
  ),
  '1.2.3': testedBut(
    'no script is ever made of data; JSON is written by the platform.',
    testsIn('test/integration/opinions/leaving.test.ts')('takes rare characters and markup as the text they are'),
    source('runs no text as code'),
    bodies('half of a character beyond the common plane'),
  ),
  '1.2.4': tested(
    source('makes no expression of the database out of data'),
    testsIn('test/unit/contract/list-places.test.ts')('does not begin after “%s”'),
    testsIn('test/integration/bad-input/staff-rows.ts')('a session with a path in it'),
  ),
  '1.2.5': tested(source('starts no program and no other context of code')),
  '1.2.6': notApplicable('Nothing speaks LDAP: people are known by their tokens, cards and keys.'),
  '1.2.7': notApplicable('No XPath: the one XML that is read, a Word file, is read as a stream of tags.'),
  '1.2.8': notApplicable(
    'No LaTeX: documents are HTML, XLSX and DOCX, each written by its library or by an escaping template.',
  ),
  '1.2.9': tested(source('makes no regular expression out of data')),
  '1.3.1': notApplicable(
    'No field takes HTML: whatever is typed or pasted is text, in the contract and on the screen.',
    testsIn('test/journeys/report-reading.test.ts')(
      'what is pasted from a word processor comes in as plain paragraphs',
    ),
    testsIn('test/journeys/opinion-page.test.ts')('shows what is typed as text, whatever is typed'),
  ),
  '1.3.2': tested(source('runs no text as code'), source('starts no program and no other context of code')),
  '1.3.3': tested(
    testsIn('test/integration/bad-input/opinions-rows.ts')('an opinion with a control character'),
    testsIn('test/integration/bad-input/delegates-rows.ts')('an observer whose name turns the reading direction'),
    testsIn('test/unit/report/result-workbook.test.ts')('a name that looks like a formula stays a name'),
    testsIn('test/unit/end-of-life/end-of-life-plan.test.ts')('takes no name that a shell would read as anything else'),
  ),
  '1.3.4': notApplicable(
    'SVG is no kind of file that is taken; a file that is none of the kinds does not stay.',
    testsIn('test/unit/rectification/file-kinds.test.ts')(
      'a page, a script or a program under the name of a document is refused',
    ),
  ),
  '1.3.5': notApplicable(
    'Nothing that people write is read as Markdown, CSS, BBCode or a template: it is text wherever it is shown.',
    testsIn('test/integration/bad-input/script-rows.ts')('a script in an opinion of anybody'),
    testsIn('test/integration/bad-input/rectification-rows.ts')('a script in a reply'),
  ),
  '1.3.6': tested(
    source('asks from a function nobody but AWS, by its SDK, and the configured issuer'),
    source('follows no redirect from a function'),
  ),
  '1.3.7': tested(
    testsIn('test/unit/report/result-html.test.ts')(
      'names, posts, reasons and notices are text on the page, whatever they contain',
    ),
    source('runs no text as code'),
  ),
  '1.3.8': notApplicable('No Java, no JNDI.'),
  '1.3.9': notApplicable('No memcache: state lies in DynamoDB and S3.'),
  '1.3.10': notApplicable(
    'No format string is made: JavaScript has none, and a line of the log is one JSON object of allowed fields.',
    testsIn('test/unit/functions/http/fault.test.ts')('has no line of a message that was written to look like a frame'),
  ),
  '1.3.11': tested(
    testsIn('test/unit/outcomes/ses-notifier.test.ts')(
      'goes from the county’s sender to the one address, as text in UTF-8',
    ),
    testsIn('test/unit/plan/formats.test.ts')('on one line has no line break'),
    testsIn('test/integration/rectification/escalation.test.ts')(
      'names unit, item, deadline and where to go; not what the item says, and nobody',
    ),
  ),
  '1.4.1': notApplicable(
    'TypeScript alone, in a runtime that manages memory; no native module is in a function or a page.',
  ),
  '1.4.2': tested(
    testsIn('test/unit/process/fraction.test.ts')('a zero denominator, a negative or a broken number throws'),
    testsIn('test/integration/bad-input/teller-rows.ts')('a closing time that is no whole number'),
    testsIn('test/integration/bad-input/staff-rows.ts')('a page below nought'),
    testsIn('test/unit/opinions/bare-jpeg.test.ts')('never reads beyond what it is given, whatever that is'),
  ),
  '1.4.3': notApplicable('Memory is the runtime’s to release; there are no pointers.'),
  '1.5.1': testedBut(
    'among what is refused: a Word file that brings entities of its own. Workbooks are read by a parser that resolves none.',
    testsIn('test/unit/reports/word-file.test.ts')('refuses %s'),
  ),
  '1.5.2': tested(
    bodies('a field named __proto__'),
    bodies('a field that there is not'),
    file('whatever bytes arrive, the answer is a refusal in words, never an exception'),
  ),
};
