import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { DocumentName } from '../../../shared/contract/rounds.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { type Outcome, send, type TellerContext } from './context.ts';

/** Records another teller absent; it takes effect when a second teller does the same. */
export async function recordAbsent(
  context: TellerContext,
  boardRoot: string,
  absent: Slot,
): Promise<Outcome<ResponseOf<'recordAbsent'>>> {
  const answer = await send(context, 'recordAbsent', { boardRoot, absent });
  if (answer.ok) await context.memory.keepRecordedAbsent(absent);
  return answer;
}

/** This teller's wish to void the meeting; it takes effect when a second teller wishes the same. */
export function voidMeeting(context: TellerContext, reason: string): Promise<Outcome<ResponseOf<'voidByTellers'>>> {
  return send(context, 'voidByTellers', { reason: reason.trim() });
}

/** A signed address of a document, valid for five minutes. */
export function createDownload(
  context: TellerContext,
  document: DocumentName,
): Promise<Outcome<ResponseOf<'createTellerDownload'>>> {
  return send(context, 'createTellerDownload', { document });
}
