import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { type StaffCall, useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { useAction } from '../use-action.ts';
import type { ItemProps } from './item-props.ts';
import { RECTIFICATION_TEXTS } from './texts.ts';

type Decision = 'accept' | 'sendBack' | 'close';

/** The discipline commission or the county, never the unit itself. */
const DECIDERS = ['discipline-commission', 'inspection-office', 'county-leader'] as const;

function decide(
  api: StaffCall,
  decision: Decision,
  { session, item }: Pick<ItemProps, 'session' | 'item'>,
  reason: string,
) {
  const of = { session, item: String(item.number) };
  switch (decision) {
    case 'accept':
      return api('acceptItem', { ...of, reply: item.replies.length });
    case 'sendBack':
      return api('returnItem', { ...of, reply: item.replies.length, reason });
    case 'close':
      return api('closeItem', { ...of, expectedVersion: item.version, reason });
  }
}

function DecisionPress({ session, item, reload, decision }: ItemProps & { readonly decision: Decision }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { api } = useDesk();
  const [reason, setReason] = useState('');
  const question = useQuestion();
  const { failed, press } = useAction(
    () => decide(api, decision, { session, item }, reason.trim()),
    () => {
      question.close();
      reload();
    },
  );
  const needsReason = decision !== 'accept';
  const effect = { accept: texts.acceptEffect, sendBack: texts.sendBackEffect, close: texts.closeEffect }[decision];
  const confirm = () => {
    if (!needsReason || reason.trim().length >= 2) void press();
  };
  return (
    <div class="stack-small">
      {question.isAsked ? (
        <Confirm danger={decision === 'close'} action={texts[decision]} onConfirm={confirm} onCancel={question.cancel}>
          <p>{effect}</p>
          {needsReason && <TextArea label={texts.reasonTitle} rows={2} value={reason} onInput={setReason} />}
        </Confirm>
      ) : (
        <button
          type="button"
          class={`button ${decision === 'accept' ? 'button-strong' : ''}`}
          ref={question.button}
          onClick={question.ask}
        >
          {texts[decision]}
        </button>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </div>
  );
}

/** What the county or the commission decides about an item now; the unit reads who does. */
export function DecisionSection(props: ItemProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { role } = useDesk();
  const { state, withCommission } = props.item;
  if (state === 'fixed' || state === 'closed') return null;
  if (role === 'unit-clerk') return <p class="quiet no-print">{texts.unitNever}</p>;
  const mayDecide = DECIDERS.some((each) => each === role) && (!withCommission || role === 'discipline-commission');
  if (!mayDecide) return null;
  const decisions: readonly Decision[] = state === 'replied' ? ['accept', 'sendBack', 'close'] : ['close'];
  return (
    <section class="stack-small no-print">
      <h2>{texts.decisionTitle}</h2>
      {decisions.map((decision) => (
        <DecisionPress key={decision} {...props} decision={decision} />
      ))}
    </section>
  );
}
