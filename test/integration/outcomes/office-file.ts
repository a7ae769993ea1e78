import { SaxesParser } from 'saxes';
import { readZipDirectory, readZipEntry } from '../../../functions/http/zip-archive.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** A part as a tree; throws where it is not well-formed. */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: XmlElement = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (part) => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += part;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  const [document] = root.children;
  if (document === undefined) throw new Error('no element');
  return document;
}

export const elementsNamed = (of: XmlElement, name: string): readonly XmlElement[] => [
  ...(of.name === name ? [of] : []),
  ...of.children.flatMap((child) => elementsNamed(child, name)),
];

/** The parts of an Office file (a zip of XML) by name. */
export function unpack(bytes: Uint8Array): ReadonlyMap<string, string> {
  const directory = readZipDirectory(bytes);
  if (directory === undefined) throw new Error('not a zip');
  return new Map(
    directory.map((entry) => {
      const content = readZipEntry(bytes, entry);
      if (typeof content === 'string') throw new Error(`${entry.name}: ${content}`);
      return [entry.name, Buffer.from(content).toString('utf8')] as const;
    }),
  );
}

const partOf = (relationships: string, target: string): string => {
  if (target.startsWith('/')) return target.slice(1);
  const folder = relationships.replace(/_rels\/[^/]*$/, '');
  return new URL(target, `file:///${folder}`).pathname.slice(1);
};

/**
 * What makes Word, Excel or WPS offer to repair a file: a part that is not well-formed or has no content type, a type for a part
 * that is not there, a relationship to a part that is not there, or a reference to a relationship that is not there.
 */
export function repairsNeeded(parts: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = [];
  const types = parseXml(parts.get('[Content_Types].xml') ?? '<none/>');
  const defaults = elementsNamed(types, 'Default').map(({ attributes }) => attributes['Extension'] ?? '');
  const overrides = elementsNamed(types, 'Override').map(({ attributes }) => (attributes['PartName'] ?? '').slice(1));
  for (const part of overrides) if (!parts.has(part)) found.push(`a type for ${part}, which is not there`);
  for (const [name, text] of parts) {
    if (!/\.(xml|rels)$/.test(name)) continue;
    const root = parseXml(text);
    const hasType = overrides.includes(name) || defaults.some((extension) => name.endsWith(`.${extension}`));
    if (name !== '[Content_Types].xml' && !hasType) found.push(`${name} has no content type`);
    if (!name.endsWith('.rels')) continue;
    const relationships = elementsNamed(root, 'Relationship').filter(
      ({ attributes }) => attributes['TargetMode'] !== 'External',
    );
    for (const { attributes } of relationships) {
      const target = partOf(name, attributes['Target'] ?? '');
      if (!parts.has(target)) found.push(`${name} leads to ${target}, which is not there`);
    }
    const of = name.replace(/_rels\/([^/]*)\.rels$/, '$1');
    const ids = relationships.map(({ attributes }) => attributes['Id'] ?? '');
    for (const [, id = ''] of (parts.get(of) ?? '').matchAll(/ r:id="([^"]*)"/g))
      if (!ids.includes(id)) found.push(`${of} names ${id}, which is no relationship of its`);
  }
  return found;
}
