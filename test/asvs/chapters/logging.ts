import { type Chapter, exception, tested, testedBut, testsIn } from '../verdict.ts';

const logs = testsIn('test/integration/logs/logs.test.ts');
const fault = testsIn('test/unit/functions/http/fault.test.ts');
const metrics = testsIn('test/unit/functions/http/metrics.test.ts');
const audit = testsIn('test/integration/registry/audit-and-downloads.test.ts');
const simulation = testsIn('test/unit/simulation/simulation.test.ts');
const stack = testsIn('test/infra/county-stack.test.ts');
const SECRECY =
  'A line with its time for a check-in or a ballot would be the order of their arrival (docs/threat-model.md).';

/** V16 */
export const LOGGING: Chapter = {
  '16.1.1': tested('docs/security.md#logs', 'docs/threat-model.md#what-the-watch-knows'),
  '16.2.1': exception(
    `The audit log says when, who, in which role, what and why of every order of staff. A fault says when, where and what, never who; and of what people do without a name there is nothing else. ${SECRECY}`,
    {
      means:
        'Who attacked the routes without a name cannot be found in a log. What they changed can: nothing, or something that its owner sees.',
    },
    testsIn('test/integration/outcomes/every-order.test.ts')(
      'every order of staff that was done is on the log with who, and on what; what only reads is not',
    ),
    audit('has every order of staff with who, what and why, and nothing about a delegate'),
    fault('has the error’s name and where it came from'),
  ),
  '16.2.2': testedBut(
    'that the clocks of functions agree is AWS’s doing; phones’ clocks are in no log.',
    metrics(
      'has the level that passes the filter, the time, one count by operation, and no id of a request or a function',
    ),
    testsIn('test/unit/functions/http/log-line.test.ts')(
      'a line of the log is one line of JSON with its time in UTC, whatever it says',
    ),
  ),
  '16.2.3': tested(
    testsIn('test/infra/secrecy-rules.test.ts')('each have a template that breaks them'),
    testsIn('test/infra/county-watch.test.ts')(
      'reads no log: no metric filter, subscription or query on any log group',
    ),
    logs(
      'leaves a log of the fields that are allowed, without a code, token, name, phone, ballot or word that came in',
    ),
  ),
  '16.2.4': tested(
    metrics(
      'has the level that passes the filter, the time, one count by operation, and no id of a request or a function',
    ),
    testsIn('test/integration/outcomes/audit-export.test.ts')(
      'is the whole log oldest first, ends with its own order, and checks against its hash',
    ),
  ),
  '16.2.5': tested(
    logs(
      'leaves a log of the fields that are allowed, without a code, token, name, phone, ballot or word that came in',
    ),
    logs('when somebody’s name is logged, which no request brought'),
    testsIn('test/integration/registry/drawing.test.ts')('a fault leaves neither code nor reference in the log'),
  ),
  '16.3.1': exception(
    'Sign-ins of staff happen at Cognito or the county’s issuer: CloudTrail has Cognito’s events, without the name; the plan that keeps more is off. Enrolments of tellers are issued on the audit log.',
    {
      means:
        'A series of failed sign-ins is not told to anybody by the stack. It leads nowhere without the app’s code.',
    },
    testsIn('test/unit/contract/audited-orders.test.ts')('is put on the audit log, or says why it is not'),
  ),
  '16.3.2': exception(
    `Refusals to staff and tellers are counted by operation and class, with their time and without who; those of the desk and to people without a name are not counted here. ${SECRECY}`,
    { means: 'One sees that something was refused a hundred times, not to whom.' },
    metrics('of a refusal names its class, also where a step of the stack refused; a fault is one'),
    metrics('%s writes no line, answered, refused or at fault'),
  ),
  '16.3.3': exception(
    `As 16.3.2: classes of refusals (request-invalid, state, role) are counted for staff and tellers (not at the desk); a flood of the others shows as AWS’s sums and as the web ACL’s counts. ${SECRECY}`,
    { means: 'An attempt on check-in or casting leaves a number of a minute, no trace of its own.' },
    metrics('of a refusal names its class, also where a step of the stack refused; a fault is one'),
    testsIn('test/infra/county-choices.test.ts')('counts, and keeps no log and no sample of a request'),
    testsIn('test/infra/county-watch.test.ts')('has twelve alarms, each by its name'),
  ),
  '16.3.4': tested(
    logs('meets a fault in every operation, of the engine and of our own'),
    fault('has the error’s name and where it came from'),
    testsIn('test/infra/county-watch.test.ts')('has twelve alarms, each by its name'),
  ),
  '16.4.1': tested(
    fault('has no line of a message that was written to look like a frame'),
    fault('has no name or code that is not a word of a program'),
  ),
  '16.4.2': exception(
    'The audit log is a table that the functions of staff may write: a change of it is not prevented, and shows. The lines of functions are as asked: each may append to its own log group and nothing else.',
    {
      means:
        'Whoever deploys could rewrite the audit log from an entry on. Its head stands in the printed minutes of each meeting, and whoever holds those finds it out.',
    },
    stack('gives %s no action beyond its tables, bucket, key and own log group'),
    audit('an entry that was altered, taken out or put in shows, and where'),
    testsIn('test/unit/verify/audit-log.test.ts')(
      'rewritten from an entry on with new hashes is a chain again, and only the hash on paper shows it',
    ),
    testsIn('test/integration/outcomes/audit-export.test.ts')(
      'of a part that is not there, or by an office that the log is about, is refused and not on the log',
    ),
  ),
  '16.4.3': exception(
    'The audit log lies in the same account as what it is about, and is sent nowhere else; faults and counts leave the functions for CloudWatch, of the same account.',
    {
      means:
        'Whoever owns the account reaches both. The head of the audit log is on paper, outside it; an auditor can export the log after each meeting.',
    },
    stack('gives %s no action beyond its tables, bucket, key and own log group'),
    testsIn('test/unit/outcomes/minutes.test.ts')(
      'the minutes of an announced result print the audit log’s head as of the close of the box',
    ),
    testsIn('test/infra/county-watch.test.ts')('tells the receivers, and says what to read'),
  ),
  '16.5.1': tested(
    testsIn('test/integration/local/embedded.test.ts')(
      'a listener that throws is a 500 without a word of why, and the server goes on',
    ),
    testsIn('test/integration/bad-input/bad-input.test.ts')('$title → $expected'),
    testsIn('test/infra/county-rest-api.test.ts')(
      'pass no word of S3 about what is not there, which would name bucket and key',
    ),
  ),
  '16.5.2': tested(
    testsIn('test/unit/functions/http/environment.test.ts')(
      'a table that never answers is given up after three attempts of two seconds, not waited for until the function ends',
    ),
    testsIn('test/integration/ballot/casting.test.ts')(
      'an engine that is overloaded is answered as busy; the phone asks again and is in',
    ),
    testsIn('test/integration/local/issuer.test.ts')(
      'and says so by throwing when the keys of the issuer cannot be read',
    ),
    testsIn('test/integration/rectification/escalation.test.ts')(
      'a notice that could not be sent waits for the next run, and the others go',
    ),
  ),
  '16.5.3': tested(
    simulation(
      '12 meetings by fixed seeds (of 10 000): whatever is lost, doubled, late or crashed, every promise holds after every step',
    ),
    audit('the download is on the audit log before the URL leaves: without the log there is no URL'),
    testsIn('test/integration/local/issuer.test.ts')(
      'and says so by throwing when the keys of the issuer cannot be read',
    ),
  ),
};
