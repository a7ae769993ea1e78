import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachment } from '../../../../functions/store/attachment.ts';

/** RFC 6266 §4.1 with the ext-value of RFC 8187 §3.2.1: nothing that could end the parameter or the header. */
const FORM = /^attachment; filename="file"; filename\*=UTF-8''(?:%[0-9A-F]{2}|[\w.~-])+$/;

test.each([
  '述职材料.docx',
  'a"; filename="b.exe',
  'a\r\nSet-Cookie: b=c',
  "it's (1)*!.pdf",
  '../../etc/passwd',
  'a;b=c%00',
])('a download called %j stays one parameter of one header', (fileName) => {
  const header = attachment(fileName, 'file');
  expect(header).toMatch(FORM);
  expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe(fileName);
});

test('whatever a file is called, the header keeps its form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (fileName) => {
      expect(attachment(fileName, 'file')).toMatch(FORM);
    }),
  );
});
