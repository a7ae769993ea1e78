import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { areSameTexts } from '../../../shared/process/report.ts';
import { useDesk } from '../staff-api.ts';
import { type Base, type Draft, type DraftEvent, openDraft, stepDraft, wantsSaving } from './draft.ts';
import { keptCopy } from './kept-copy.ts';

export type ReportView = ResponseOf<'getReport'>;

/** After the last key: long enough not to save every word, short enough to lose none. */
const PAUSE_MS = 1_500;
const RETRY_MS = 5_000;
const EDITED_MEANWHILE = 'urn:shuangshu:problem:edited-meanwhile';

const baseOf = ({ version, parts }: ReportView): Base => ({ version, texts: parts });

/** The report as the server has it, and over it what this window could not save the last time. */
function reopen(report: ReportView, kept: Base | null): Draft {
  const draft = openDraft(baseOf(report));
  if (kept === null || areSameTexts(kept.texts, report.parts)) return draft;
  const restored = stepDraft(draft, { type: 'replaced', texts: kept.texts });
  if (kept.version === report.version) return restored;
  return stepDraft(restored, { type: 'met', theirs: { ...baseOf(report), who: report.savedBy ?? '' } });
}

interface Address {
  readonly session: string;
  readonly officer: string;
}

/** Sends what is written; of what somebody else saved meanwhile it brings the words. */
function useSender({ session, officer }: Address, dispatch: (event: DraftEvent) => void) {
  const { api } = useDesk();
  return async ({ base, texts }: Draft): Promise<void> => {
    dispatch({ type: 'sent' });
    const answer = await api('saveReport', { session, officer, expectedVersion: base.version, parts: texts });
    if (answer.ok) return dispatch({ type: 'saved', version: answer.value.version });
    if (answer.problem?.type !== EDITED_MEANWHILE) return dispatch({ type: 'failed', answer });
    const newest = await api('getReport', { session, officer });
    if (!newest.ok) return dispatch({ type: 'failed', answer: newest });
    dispatch({ type: 'met', theirs: { ...baseOf(newest.value), who: newest.value.savedBy ?? '' } });
  };
}

/** A report that saves itself: a moment after the last key, and again and again while there is no network. */
export function useDraft(address: Address, report: ReportView) {
  const copy = useMemo(
    () => keptCopy(`${address.session}.${address.officer}`, sessionStorage),
    [address.session, address.officer],
  );
  const [draft, dispatch] = useReducer(stepDraft, null, () => reopen(report, copy.take()));
  const [isRestored] = useState(() => !areSameTexts(draft.texts, report.parts));
  const send = useSender(address, dispatch);
  const latest = useRef(draft);
  latest.current = draft;
  useEffect(() => {
    copy.put(draft);
    if (!wantsSaving(draft)) return;
    const timer = setTimeout(() => void send(draft), draft.trouble === null ? PAUSE_MS : RETRY_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => {
    const goOn = () => dispatch({ type: 'online' });
    addEventListener('online', goOn);
    return () => {
      removeEventListener('online', goOn);
      // Back to the list before the pause was over: what was typed last goes too.
      if (wantsSaving(latest.current)) void send(latest.current);
    };
  }, []);
  return { draft, dispatch, isRestored };
}
