import type { Manifest } from '../../shared/protocol/manifest.ts';
import type { VerifyTexts } from './texts.ts';

/** `ballots[3].…` → ['ballots', 4] */
const NUMBERED = /^(arming|board|signatures|ballots|paper)\[(\d+)\]/;
const SUBJECT = /^result\.subjects\[(\d+)\]/;
const OPENED = /^opened\.(discipline|delegates|inspection)/;
const PART = /^(manifest|arming|board|result\.counts|result|signatures|ballots|opened|paper)/;

/**
 * The place of a defect in plain words: `result.subjects[2].score` is about the third subject, `paper[0]` about the first
 * paper ballot. The path itself, which this does not replace, is for whoever looks into the file.
 */
export function placeOf(where: string, manifest: Manifest | null, texts: VerifyTexts): string {
  const subject = SUBJECT.exec(where)?.[1];
  if (subject !== undefined) return texts.subjectFigures(manifest?.subjects[Number(subject)]?.name ?? subject);
  const slot = OPENED.exec(where)?.[1];
  if (slot !== undefined) return `${texts.parts['opened']} · ${texts.slots[slot]}`;
  const [, part = '', number] = NUMBERED.exec(where) ?? PART.exec(where) ?? [];
  const name = texts.parts[part] ?? texts.whole;
  return number === undefined ? name : texts.numbered(name, Number(number) + 1);
}
