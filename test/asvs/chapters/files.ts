import { type Chapter, exception, tested, testsIn } from '../verdict.ts';

const evidence = testsIn('test/integration/rectification/evidence.test.ts');
const kinds = testsIn('test/unit/rectification/file-kinds.test.ts');
const lists = testsIn('test/unit/import/refusing-a-file.test.ts');
const storage = testsIn('test/integration/local/blob-server.test.ts');

/** V5 */
export const FILES: Chapter = {
  '5.1.1': tested(
    'docs/security.md#files',
    'docs/import.md#what-is-refused-as-a-whole',
    testsIn('test/unit/asvs/security-page.test.ts')('has the kinds of files that the code takes'),
  ),
  '5.2.1': tested(
    evidence('over its kind’s limit, or under a name of another kind, is refused before a byte is sent'),
    evidence('of another length or type than it was announced with is not taken by the storage'),
    testsIn('test/integration/opinions/leaving.test.ts')('get no address above 2 MB, nor with another reading key'),
    lists('a file larger than a request can carry is refused with the limit'),
  ),
  '5.2.2': tested(
    kinds('%s is known by its own first bytes and by no other kind’s'),
    kinds('a page, a script or a program under the name of a document is refused'),
    evidence('that is not what it claims to be is refused and does not stay in the storage'),
    testsIn('test/unit/opinions/bare-jpeg.test.ts')('refuses what a camera wrote beside the picture, and takes it out'),
  ),
  '5.2.3': tested(
    lists('a zip bomb is refused from its directory, without being inflated'),
    lists('a zip bomb that declares a small size is stopped at that size'),
    lists('files made to keep the reader busy are refused at once'),
  ),
  '5.3.1': tested(
    storage('gives the bytes with the file name asked for, and never runs as a page'),
    testsIn('test/infra/county-stack.test.ts')('keeps buckets private and TLS only'),
    testsIn('test/asvs/source-rules.ts')('starts no program and no other context of code'),
  ),
  '5.3.2': tested(
    testsIn('test/integration/bad-input/opinions-rows.ts')('an opinion that names a kept photo'),
    testsIn('test/integration/bad-input/floor-rows.ts')('a statement with a recording that names what is kept'),
    evidence('that was checked is not written over, nor taken away, under the name of another item'),
  ),
  '5.4.1': tested(
    testsIn('test/integration/registry/audit-and-downloads.test.ts')(
      'a signed URL serves the bytes under a Chinese name for five minutes, and not under another signature',
    ),
    testsIn('test/integration/bad-input/download-rows.ts')('a URL with another file name written in'),
  ),
  '5.4.2': tested(
    testsIn('test/unit/functions/store/attachment.test.ts')('whatever a file is called, the header keeps its form'),
    testsIn('test/unit/functions/store/attachment.test.ts')('a download called %j stays one parameter of one header'),
  ),
  '5.4.3': exception(
    'No scanner: it would be a service beside the stack that reads evidence and photos of opinions. Kinds are few, first bytes are checked, macros refused in lists, and a photo is stripped to its picture.',
    {
      means:
        'A PDF or Office file of evidence may carry what harms whoever opens it; it comes from a unit’s signed-in clerk, whose name is on the log.',
    },
    kinds('an archive that holds something else than its kind of document is refused'),
    lists('a macro file is refused by its name and by what is inside'),
  ),
};
