/**
 * What begins or ends a string or an object, and what a backslash takes its meaning from; the rest of a valid text is names, values and
 * space. No string is matched whole: an engine keeps its way through a match, which overflows at some megabytes.
 */
const MARK = /\\.|["{}[\]:]/g;

/**
 * The bundle in a file's bytes: UTF-8 throughout, without a byte order mark (RFC 8259 §8.1), which some readers drop and others refuse.
 *
 * @throws SyntaxError as `parseBundleText`, and for bytes that are not UTF-8
 */
export function parseBundleBytes(bytes: Uint8Array<ArrayBuffer>): unknown {
  return parseBundleText(decodeUtf8(bytes));
}

function decodeUtf8(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SyntaxError('not UTF-8');
  }
}

/**
 * The bundle in a file's text. RFC 8785 takes I-JSON alone, in which no object names a field twice (RFC 7493 §2.3): `JSON.parse`
 * takes the last of the two and other readers the first, so that one file would show two results and be verified for one.
 *
 * @throws SyntaxError when it is no JSON, or a field stands twice in one object
 */
export function parseBundleText(text: string): unknown {
  const bundle: unknown = JSON.parse(text);
  refuseRepeatedNames(text);
  return bundle;
}

/** `text` is valid JSON. An array has no names, and stands as `null` among the open objects. */
function refuseRepeatedNames(text: string): void {
  const open: (Set<string> | null)[] = [];
  let opensAt = -1;
  let string = '';
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    if (mark === '"') {
      if (opensAt >= 0) string = text.slice(opensAt, index + 1);
      opensAt = opensAt >= 0 ? -1 : index;
    } else if (opensAt >= 0) continue;
    else if (mark === ':') noteName(open[open.length - 1], string);
    else if (mark === '{') open.push(new Set());
    else if (mark === '[') open.push(null);
    else open.pop();
  }
}

/** `token` is the last string before a colon. */
function noteName(names: Set<string> | null | undefined, token: string): void {
  if (!names) throw new SyntaxError('a name where none can be');
  // Parsed, since `"a"` can be written `"\u0061"` as well.
  const name = String(JSON.parse(token));
  if (names.has(name)) throw new SyntaxError('a field stands twice');
  names.add(name);
}
