/** Strings, and what gives a JSON text its structure; the rest of a valid text is numbers, words and space. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

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
  let before = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === ':') noteName(open[open.length - 1], before);
    else if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    before = token;
  }
}

/** `token` stands before a colon, and is a string therefore. */
function noteName(names: Set<string> | null | undefined, token: string): void {
  if (!names) throw new SyntaxError('a name where none can be');
  // Parsed, since `"a"` can be written `"\u0061"` as well.
  const name = String(JSON.parse(token));
  if (names.has(name)) throw new SyntaxError('a field stands twice');
  names.add(name);
}
