import { type CountySettings, countySettings } from '../county-settings.ts';
import { QUESTIONS, type Question } from './questions.ts';

/** Where questions go and answers come from. */
export interface Conversation {
  /** Shows a question and gives the line that answers it; `null` when there is none any more. */
  ask(question: string): Promise<string | null>;
  tell(line: string): void;
}

/** The answers ended before the questions did. Nothing has been written. */
export class InterviewBrokenOff extends Error {
  override readonly name = 'InterviewBrokenOff';
}

/** A refusal names the field or something inside it, or a field that it lies in. */
const isAbout = (path: readonly PropertyKey[], field: readonly string[]): boolean =>
  field.every((part, place) => place >= path.length || path[place] === part);

type Checked =
  | { readonly ok: true; readonly settings: CountySettings }
  | { readonly ok: false; readonly refusals: readonly string[] };

/** The answer, held to the schema of the whole file: a region is refused that the partition does not have. */
export function checkAnswer(settings: CountySettings, question: Question, text: string): Checked {
  const parsed = countySettings.safeParse(question.answered(settings, text.trim()));
  if (parsed.success) {
    const { $schema: _schema, ...taken } = parsed.data;
    return { ok: true, settings: taken };
  }
  const about = parsed.error.issues.filter(({ path }) => isAbout(path, question.field));
  const refusals = (about.length === 0 ? parsed.error.issues : about).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
  return { ok: false, refusals };
}

async function answerOf(settings: CountySettings, question: Question, conversation: Conversation) {
  const otherwise = question.otherwise(settings);
  for (;;) {
    const line = await conversation.ask(`${question.zh}\n${question.en} [${otherwise}]: `);
    if (line === null)
      throw new InterviewBrokenOff('没有答完，什么也没写 / the answers ended too early; nothing was written');
    const checked = checkAnswer(settings, question, line.trim() === '' ? otherwise : line);
    if (checked.ok) return checked.settings;
    for (const refusal of checked.refusals) conversation.tell(`  ✗ ${refusal}`);
  }
}

/**
 * Asks for every field, from these settings on; each answer is checked at once and asked for again until it can be taken.
 *
 * @throws InterviewBrokenOff
 */
export async function interview(from: CountySettings, conversation: Conversation): Promise<CountySettings> {
  let settings = from;
  for (const question of QUESTIONS)
    if (question.isAsked?.(settings) !== false) settings = await answerOf(settings, question, conversation);
  return settings;
}
