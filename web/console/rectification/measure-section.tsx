import { useId, useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { SaveOrCancel } from '../save-or-cancel.tsx';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { TextField } from '../text-field.tsx';
import { useAction } from '../use-action.ts';
import type { ItemProps } from './item-props.ts';
import { RECTIFICATION_TEXTS } from './texts.ts';

function DayField({ label, value, onInput }: { label: string; value: string; onInput: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} class="input" type="date" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  );
}

function MeasureForm({ session, item, reload, onClose }: ItemProps & { readonly onClose: () => void }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { api } = useDesk();
  const [responsible, setResponsible] = useState(item.responsible ?? '');
  const [measure, setMeasure] = useState(item.measure ?? '');
  const [dueOn, setDueOn] = useState(item.asked?.dueOn ?? item.dueOn);
  const [reason, setReason] = useState(item.asked?.reason ?? '');
  const { number, version, ruleDueOn } = item;
  const action = useAction(
    () =>
      api('setMeasure', {
        ...{ session, item: String(number), expectedVersion: version, responsible, measure, dueOn },
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      }),
    () => {
      reload();
      onClose();
    },
  );
  const isWhole = responsible.trim() !== '' && measure.trim() !== '' && dueOn !== '';
  return (
    <div class="stack-small no-print">
      <TextField
        label={texts.responsibleLabel}
        value={responsible}
        error={null}
        maxLength={60}
        onInput={setResponsible}
      />
      <TextArea label={texts.measureLabel} rows={4} value={measure} onInput={setMeasure} />
      <DayField label={texts.dueOnLabel(ruleDueOn)} value={dueOn} onInput={setDueOn} />
      {dueOn > ruleDueOn && <TextArea label={texts.reasonLabel} rows={2} value={reason} onInput={setReason} />}
      <SaveOrCancel
        action={action}
        save={texts.saveMeasure}
        cancel={texts.cancel}
        isWhole={isWhole}
        onCancel={onClose}
      />
    </div>
  );
}

/** Who puts it right, how, by when; the unit says it, the discipline commission what is later than the rule. */
export function MeasureSection(props: ItemProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { role } = useDesk();
  const { item } = props;
  const maySet =
    item.state === 'open' && (role === 'discipline-commission' || (role === 'unit-clerk' && !item.withCommission));
  const [editing, setEditing] = useState(false);
  const isForm = maySet && (editing || (item.measure === null && role === 'unit-clerk'));
  return (
    <section class="stack-small">
      <h2>{texts.measureTitle}</h2>
      {item.measure === null && !isForm && <p class="quiet">{texts.measureMissing}</p>}
      {item.measure !== null && !isForm && (
        <>
          <p class="item-words">{item.measure}</p>
          <p class="quiet">
            {texts.responsible}：{item.responsible} · {texts.dueOn}：{item.dueOn}
          </p>
        </>
      )}
      {item.asked !== null && <p class="note note-warn">{texts.askedWhy(item.asked.dueOn, item.asked.reason)}</p>}
      {isForm ? (
        <MeasureForm key={item.version} {...props} onClose={() => setEditing(false)} />
      ) : (
        maySet && (
          <button type="button" class="button no-print" onClick={() => setEditing(true)}>
            {role === 'unit-clerk' ? texts.editMeasure : texts.grantMeasure}
          </button>
        )
      )}
    </section>
  );
}
