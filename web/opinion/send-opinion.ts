import type { OpinionSubject } from '../../shared/process/opinions.ts';
import { fromB64u } from '../../shared/protocol/bytes.ts';
import { type OpinionDoor, opinionReceiptHash } from '../../shared/protocol/opinion-receipt.ts';
import type { Problem } from '../ui/client.ts';
import { sendFile } from '../ui/upload.ts';
import type { Draft, DraftPhoto } from './draft.ts';
import type { OpinionCall } from './routes.ts';

/** What became of sending. `other`: something was sent under this receipt before, and that counts. */
export type Sent =
  | { readonly kind: 'sent' }
  | { readonly kind: 'other' }
  | { readonly kind: 'network' }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Tells apart by the type's last part: `photo-missing` … */
export const isProblem = ({ type }: Problem, name: string): boolean => type.endsWith(`:${name}`);

type Uploaded = { readonly photos: readonly DraftPhoto[]; readonly hindrance: Sent | null };

/** Uploads what has not arrived yet, one after the other; what arrived stays so when a later one fails. */
export async function uploadPhotos(
  { session, key }: OpinionDoor,
  photos: readonly DraftPhoto[],
  { call, onPhoto }: { readonly call: OpinionCall; readonly onPhoto: (number: number) => void },
): Promise<Uploaded> {
  const done = [...photos];
  for (const [index, photo] of photos.entries()) {
    if (photo.uploaded !== null) continue;
    onPhoto(index + 1);
    const { bytes } = photo;
    const answer = await call('createPhotoUpload', { session, key, bytes: bytes.length });
    if (!answer.ok)
      return {
        photos: done,
        hindrance: answer.network ? { kind: 'network' } : { kind: 'refused', problem: answer.problem },
      };
    const { url, contentType, photo: name } = answer.value;
    const file = new Blob([bytes], { type: contentType });
    if (!(await sendFile({ url, contentType, file }, () => undefined)))
      return { photos: done, hindrance: { kind: 'network' } };
    done[index] = { ...photo, uploaded: name };
  }
  return { photos: done, hindrance: null };
}

const subjectOf = (about: string | null): OpinionSubject =>
  about === null || about === 'unit' ? { kind: 'unit' } : { kind: 'officer', officer: about };

/** Sends the words, with the names of the photos that arrived and the hash of the receipt's secret. */
export async function sendWords(
  { session, key }: OpinionDoor,
  { draft, photos }: { readonly draft: Draft; readonly photos: readonly DraftPhoto[] },
  call: OpinionCall,
): Promise<Sent> {
  const secret = draft.secret === null ? null : fromB64u(draft.secret);
  if (secret === null || draft.kind === null) throw new Error('an opinion is sent before it is whole');
  const answer = await call('leaveOpinion', {
    session,
    key,
    kind: draft.kind,
    about: subjectOf(draft.about),
    text: draft.text,
    photos: photos.flatMap(({ uploaded }) => (uploaded === null ? [] : [uploaded])),
    named: draft.isNamed ? { name: draft.name, contact: draft.contact } : null,
    receiptHash: await opinionReceiptHash({ session, secret }),
    ...(draft.proof === null ? {} : { proof: draft.proof }),
  });
  if (answer.ok) return { kind: 'sent' };
  if (answer.network) return { kind: 'network' };
  return isProblem(answer.problem, 'opinion-arrived-already')
    ? { kind: 'other' }
    : { kind: 'refused', problem: answer.problem };
}
