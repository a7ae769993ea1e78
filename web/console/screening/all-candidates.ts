import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { Answer } from '../../ui/client.ts';
import type { StaffCall } from '../staff-api.ts';

export type Screening = ResponseOf<'getScreening'>;
export type Screened = Screening['candidates'][number];

/** The whole screening of a session, page after page; the first refusal instead. */
export async function allCandidates(api: StaffCall, session: string): Promise<Answer<Screening>> {
  const first = await api('getScreening', { session, page: 0 });
  if (!first.ok) return first;
  const candidates = [...first.value.candidates];
  for (let page = 1; page < first.value.pages; page += 1) {
    const answer = await api('getScreening', { session, page });
    if (!answer.ok) return answer;
    candidates.push(...answer.value.candidates);
  }
  return { ok: true, value: { ...first.value, candidates } };
}
