import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { Answer } from '../../ui/client.ts';
import type { StaffCall } from '../staff-api.ts';

export type ListVersion = ResponseOf<'listVersions'>['versions'][number];

/** All versions of a session's list, page after page; the first refusal instead. */
export async function allVersions(api: StaffCall, session: string): Promise<Answer<readonly ListVersion[]>> {
  const versions: ListVersion[] = [];
  let after: number | null = null;
  do {
    const answer: Answer<ResponseOf<'listVersions'>> = await api('listVersions', {
      session,
      ...(after === null ? {} : { after }),
    });
    if (!answer.ok) return answer;
    versions.push(...answer.value.versions);
    after = answer.value.next;
  } while (after !== null);
  return { ok: true, value: versions };
}
